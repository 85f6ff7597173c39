// Which flows and texts are in use, and how others come: everything is read and proved first, what is new is remembered
// on disk next, and only then taken into use. On any error nothing changes. Units, routing and calendar
// are the store's (office_watch.h); areas need a restart.
#pragma once

#include "dialogs/flow_set.h"
#include "metrics.h"
#include "pack.h"
#include "store/case_store.h"
#include "turns.h"

#include <boost/json/object.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace sambung::gateway {

class Reloads {
 public:
    struct Parts {
        std::filesystem::path pack, overrides;
        store::CaseStore& cases;
        Metrics& metrics;
        Clock clock;
        milliseconds keep;           // how long a session can last: so long is a replaced version remembered
        dialogs::UssdBudget ussd{};  // what the smallest screen holds
        bool lenient;                // demo: steps may change under the same version; conversations in them begin anew
    };
    explicit Reloads(Parts parts) : parts_(std::move(parts)) {}

    // At start: the pack's flows, and beside them the versions in which conversations may still stand.
    // Errc::misconfigured if they do not go together (E091), Errc::unavailable if the store cannot keep them. Blocks.
    [[nodiscard]] Result<std::shared_ptr<const dialogs::FlowSet>> begin(const Pack& pack);
    // The new set, or null if what was in use stays; each finding is a line of the log. Blocks while it reads and
    // proves; not from a shard.
    [[nodiscard]] std::shared_ptr<const dialogs::FlowSet> reload(std::string_view why);

    // {"generation": 2, "loaded": "2026-11-21T…", "last_reload": "swapped"}. Any thread.
    [[nodiscard]] boost::json::object state() const;

 private:
    [[nodiscard]] Result<> remember(const dialogs::FlowSetInput& files, milliseconds keep);
    [[nodiscard]] bool usable(const Pack& pack) const;
    void settle(std::string_view result);

    Parts parts_;
    std::string areas_;  // as they stood at start
    mutable std::mutex mutex_;
    int generation_ = 0;
    TimePoint loaded_{};
    std::string last_ = "none";
};

}  // namespace sambung::gateway
