// Whose report an officer found to be of a need that somebody told before hears of it: theirs is not lost, it is
// joined.
#pragma once

#include "announcements.h"
#include "store/duplicates.h"

#include <optional>

namespace sambung::gateway {

// Nothing if the channel that their report came by cannot carry any. Once a merge.
[[nodiscard]] std::optional<store::NewOutbound> merge_news(const Announcer& announcer, const store::Applicant& reporter,
                                                           TimePoint merged);

}  // namespace sambung::gateway
