// What verifiers were asked and what they answered, for the month's report of each kelurahan (docs/verification.md). It
// counts tasks; of nobody is there a name, a number or a ticket.
#pragma once

#include "cases/verification.h"
#include "store/database.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace sambung::store {

struct Verified {
    int asked = 0;
    int confirmed = 0;
    std::array<int, std::size(cases::all_falsehoods)> denied{};  // by reason
    int own_family = 0;                                          // handed on
    int put_off = 0;                                             // at least once
    int unanswered = 0;                   // no word that counts: not yes, no, put off or handed on
    int late = 0;                         // the first word came after a day, or has not come for longer
    std::vector<milliseconds> took = {};  // until the answer, of those that have one; rising
};
// By kelurahan (the case's area), of tasks that were sent from `from` up to `to`. Blocks; for subcommands.
// Errc::unavailable.
[[nodiscard]] Result<std::map<std::string, Verified>> verification_report(Database& database,
                                                                          const std::vector<std::string>& verifiers,
                                                                          TimePoint from, TimePoint to, TimePoint now);

}  // namespace sambung::store
