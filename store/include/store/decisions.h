// What routing decided and on what, for dry runs; and deciding by hand.
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"

#include <cstdint>
#include <functional>
#include <string>

namespace sambung::store {

struct PastDecision {
    std::int64_t case_id = 0;
    std::string ticket;
    TimePoint at{};
    std::string input;  // Decision::input
    std::string unit;
    int rule = 0;
    bool sent_back = false;  // that unit rejected it: outside its area, or not its task
};

// Every decision of the table (none by hand) of [from, to), the oldest first. Reads in pages, so a long walk holds
// nothing up. Blocks; for subcommands. Errc::unavailable.
[[nodiscard]] Result<> for_each_decision(Database& database, TimePoint from, TimePoint to,
                                         const std::function<void(const PastDecision&)>& visit);

struct Override {
    Ticket ticket;
    std::string unit;
    std::string by;      // a staff account
    std::string reason;  // a word such as bukan_kewenangan: never free text, so nothing personal
};

// The case goes to that unit, as a decision of its own beside the one that it overrides; an event tells of it.
// Errc::not_found: no such case. Errc::conflict: nobody works on it any more, it is there already, or it is sensitive
// and that unit takes no such cases. Errc::invalid_request: an unknown or suspended unit, no name, or a reason that is
// no word. Blocks.
[[nodiscard]] Result<> override_decision(Database& database, const Keys& keys, const cases::Office& office,
                                         const Override& wanted, TimePoint now);

}  // namespace sambung::store
