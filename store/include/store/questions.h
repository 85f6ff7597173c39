// Questions to the citizen about a case that lacks something (docs/cases.md): asked once, reminded of once, and over
// with an answer or with their time.
#pragma once

#include "cases/office.h"
#include "cases/questions.h"
#include "model/error.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/referrals.h"

#include <string>

namespace sambung::store {

struct Asking {
    Ticket ticket;
    cases::Question question{};
    std::string by;  // a staff account
};
// The case needs data until the citizen answers or the time is over; the clocks of who waits are paused. Blocks, for
// subcommands. Errc::not_found; Errc::invalid_request if `by` is no account's name; Errc::conflict, and nothing was
// asked: a P0 or P1, which waits for no answer; a case that is handled already, erased or over; a question that is
// open; a third one; somebody to whom nothing may be sent. The detail says which.
Result<> ask_citizen(Database& database, const Keys& keys, const cases::Office& office, const Asking& asking,
                     const Herald& herald, TimePoint now);

}  // namespace sambung::store
