// What keeps the record trustworthy and no longer than it may be kept: an anchor after each night with news, the
// erasures that are due, and what has reached its age (store/anchors.h, store/erasure.h). In small steps, so that the
// writer serves others in between.
#pragma once

#include "cases/keeping.h"
#include "metrics.h"
#include "store/anchors.h"
#include "store/erasure.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string_view>

namespace sambung::gateway {

// Of one shard, its thread only; `state` from any.
class RecordKeeper {
 public:
    static constexpr std::chrono::minutes between{1};
    static constexpr int most_at_once = 5;  // cases a transaction
    static constexpr int most_a_round = 100;

    struct Parts {
        store::Database& database;
        const store::Keys& keys;
        Metrics& metrics;
        std::filesystem::path anchors;  // empty: none are written
        cases::Retention retention;
        cases::Calendar calendar;
    };
    explicit RecordKeeper(Parts parts);

    // What is due, if it is time. A failure is logged and counted, and the next minute tries again.
    Task<> keep(TimePoint now);
    [[nodiscard]] std::string_view anchors() const;  // "ok", "failing", "off": for /readyz

 private:
    Task<> write_anchor(TimePoint now);
    Task<> erase_what_is_due(TimePoint now);
    Task<> erase_what_is_old(TimePoint now);
    void note_erased(store::EraseReason reason, int cases);

    Parts parts_;
    store::Anchors anchors_;
    std::atomic<bool> failing_{false};
    TimePoint next_{};
    std::chrono::sys_days aged_on_{};  // the local day on which everything old was erased
};

}  // namespace sambung::gateway
