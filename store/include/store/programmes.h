// How the office's programmes stand, and who waits for one of them.
#pragma once

#include "model/ids.h"
#include "model/language.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/queues.h"

#include <functional>
#include <optional>
#include <string>

namespace sambung::store {

struct ProgrammeStanding {
    std::string code;   // of cases/services.h; also the category of the requests for it
    std::string state;  // open, paused, ended, replaced
};

// An open request for a programme, by somebody who may be told about it.
struct Applicant {
    Ticket ticket;
    PersonId person;
    std::string channel;  // that the request came by, and the person's address on it
    std::string address;
    Language language = Language::id;
};

struct ProgrammeChange {
    ProgrammeStanding now;
    TimePoint at{};
};

// What to tell an applicant about a change; none: nothing.
using ProgrammeNews =
    std::function<std::optional<NewOutbound>(const ProgrammeChange& change, const Applicant& applicant)>;

}  // namespace sambung::store
