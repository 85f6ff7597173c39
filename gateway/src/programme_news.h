// Who waits for a programme hears when it is paused, ended, replaced, or open again.
#pragma once

#include "announcements.h"
#include "dialogs/flow_set.h"
#include "store/case_store.h"

#include <vector>

namespace sambung::gateway {

// The message to one applicant, on the channel that carries notices for theirs; nothing if that channel is gone.
[[nodiscard]] std::optional<store::NewOutbound> programme_news(const Announcer& announcer,
                                                               const dialogs::OfficeWords& words,
                                                               const store::ProgrammeChange& change,
                                                               const store::Applicant& applicant);

// Compares how the programmes stand with what was told last, and enqueues what is news. After a failure, which is
// logged, the next start or reload does what is left. Blocks.
void tell_programmes(store::CaseStore& cases, const Announcer& announcer, const dialogs::FlowSetInput& files,
                     TimePoint now);

}  // namespace sambung::gateway
