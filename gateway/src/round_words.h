// What duty phones and heads read once a day: the evening's test, that a phone did not take it, and the morning page.
#pragma once

#include "announcements.h"
#include "store/referrals.h"

#include <string>
#include <vector>

namespace sambung::gateway {

// To every phone of the unit, of all shifts.
[[nodiscard]] std::vector<store::NewOutbound> to_tested(const Announcer& announcer, const store::DutyTest& tiding);
[[nodiscard]] std::vector<store::NewOutbound> to_overseer(const Announcer& announcer,
                                                          const store::DutyUnreached& tiding, TimePoint now);
[[nodiscard]] std::vector<store::NewOutbound> to_head(const Announcer& announcer, const store::MorningPage& page,
                                                      TimePoint now);

// The page in one or two SMS; a list that does not fit ends in "+3 lagi".
[[nodiscard]] std::string words_of(const cases::Office& office, const store::MorningPage& page);

}  // namespace sambung::gateway
