// What keeps the record trustworthy and no longer than it may be kept: an anchor after each night with news, the
// erasures that are due, and what has reached its age (store/anchors.h, store/erasure.h). In small steps, so that the
// writer serves others in between.
#pragma once

#include "cases/keeping.h"
#include "fetching/side_thread.h"
#include "metrics.h"
#include "store/anchors.h"
#include "store/erasure.h"
#include "store/erasure_ledger.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
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
        TimePoint began{};                        // when the service began, by the clock
        std::function<milliseconds()> elapsed{};  // on a clock that cannot be set
        std::function<void(Task<>)> spawn{};      // for begin()
    };
    explicit RecordKeeper(Parts parts);

    static constexpr std::chrono::hours greatest_drift{1};  // between the two clocks; over it nothing is erased

    // Starts what is due, unless it is still at it: a folder that hangs holds up nothing else.
    void begin(TimePoint now);
    // What is due, if it is time. A failure is logged and counted, and the next minute tries again.
    Task<> keep(TimePoint now);
    [[nodiscard]] std::string_view anchors() const;  // "ok", "failing", "off": for /readyz
    [[nodiscard]] std::string_view ledger() const;   // the same of the erasure ledger

 private:
    Task<> keep_once(TimePoint now);
    [[nodiscard]] bool clock_is_sound(TimePoint now);
    Task<Result<std::optional<store::Anchor>>> place_if_due(TimePoint now);
    Task<> write_anchor(TimePoint now);
    Task<> erase_what_is_due(TimePoint now);
    Task<> erase_what_is_old(TimePoint now);
    void note_erased(store::EraseReason reason, int cases);
    Task<> tell_erasures();
    Task<Result<int>> tell_some();

    Parts parts_;
    store::Anchors anchors_;
    SideThread side_;
    TimePoint began_;
    milliseconds began_elapsed_;
    bool at_it_ = false;
    std::atomic<bool> failing_{false};
    std::atomic<bool> ledger_failing_{false};
    std::uintmax_t ledger_bytes_ = 0;  // when it was last found whole
    TimePoint next_{};
    std::chrono::sys_days aged_on_{};  // the local day on which everything old was erased
};

}  // namespace sambung::gateway
