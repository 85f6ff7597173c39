// Who waits for a programme hears when it is paused, ended, replaced, or open again: in office hours, some minutes
// after the change, so that a slip that is mended at once reaches nobody, and a few at a time, so that no answer waits
// behind them.
#pragma once

#include "announcements.h"
#include "dialogs/flow_set.h"
#include "store/case_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sambung::gateway {

// How the programmes of these flows stand.
[[nodiscard]] std::vector<store::ProgrammeStanding> standing_of(const dialogs::FlowSet& flows);

// The message to one applicant; nothing if the channel that their request came by cannot carry any.
[[nodiscard]] std::optional<store::NewOutbound> programme_news(const Announcer& announcer,
                                                               const store::ProgrammeChange& change,
                                                               const store::Applicant& applicant);

// Of one shard; its thread only.
class ProgrammeTeller {
 public:
    static constexpr milliseconds grace{10 * 60 * 1000};
    static constexpr milliseconds between{10'000};  // at most so many messages in that time:
    static constexpr int most_at_once = 50;

    ProgrammeTeller(store::CaseStore& cases, std::function<Announcer()> announcer)
        : cases_(cases), announcer_(std::move(announcer)) {}

    // Some of what is due, if it is time. A failure is logged, and the next call goes on.
    Task<> tell(TimePoint now);

 private:
    store::CaseStore& cases_;
    std::function<Announcer()> announcer_;
    TimePoint next_{};
};

}  // namespace sambung::gateway
