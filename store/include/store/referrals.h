// Units at work on a case: what they are told, what they answer by message, and what the citizen hears of it. The
// gateway has the words and the channels, the store knows when.
#pragma once

#include "cases/life_cycle.h"
#include "cases/officer_words.h"
#include "cases/questions.h"
#include "cases/referral.h"
#include "cases/report.h"
#include "cases/signs.h"
#include "model/ids.h"
#include "model/language.h"
#include "model/ticket.h"
#include "model/time.h"
#include "model/urgency.h"
#include "store/queues.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sambung::store {

// A case as messages about it need it; story and NIK stay sealed, since no message says them.
struct CaseTold {
    Ticket ticket;
    cases::Report report;
    Urgency urgency = Urgency::p3;
    cases::Status status = cases::Status::filed;
    std::string unit;  // code of the owner
    PersonId person;
    Language language = Language::id;
    std::string channel, address;  // where its reporter wrote from; the address is empty once the person was erased
    TimePoint filed{};
    std::vector<cases::Sign> signs = {};  // in what was told
};

// To the duty of a unit.
struct ToUnit {
    enum class What : std::uint8_t {
        asked,       // here is a task
        reminded,    // it still waits for TERIMA
        stands_in,   // `silent` does not answer: whoever accepts first has it
        head,        // a unit of yours is silent: `silent`
        desk,        // nobody took it: the city desk has it now
        relieved,    // another unit has it
        copied,      // for its knowledge, without duty
        called_for,  // officers on site need police or an ambulance: `note`
        added,       // its reporter, or another one, told more
        joined,      // its task is over, since it is worked on as another case: the ticket `note`
        put_off,     // to the head: `silent`, a unit of yours, put it off again, until `due`
        first_eyes,  // to the verifier near danger: look, if it is safe; others are called
        burst        // so many told of the like here within an hour: `note`
    };
    What what = What::asked;
    std::string unit;    // whose duty is told
    std::string silent;  // another unit that it is about
    int task = 0;        // of the unit that is told; 0: it has none
    CaseTold about;
    std::optional<TimePoint> due;
    std::string note;
    std::string occasion;                      // makes the message one of its kind: the same is sent once
    std::optional<TimePoint> not_before = {};  // the unit is closed until then
};
struct ToCitizen {
    cases::News news = cases::News::none;
    CaseTold about;
    std::string unit;                   // code; empty if none is named
    std::optional<cases::Refusal> why;  // handed_back
    std::optional<cases::Ending> ending;
    std::optional<TimePoint> until;  // when there is more to hear at the latest
    std::string occasion;
    std::optional<cases::Question> question = {};  // asked
};
// One answer an order.
struct OrderAnswer {
    enum class Said : std::uint8_t {
        done,
        already,  // so it was before
        no_such_task,
        which_task,    // several are open: `tasks`
        over,          // it is not theirs any more
        unreadable,    // the case does not open: staff must look
        which_reason,  // TIDAK of a verifier without its digit: nothing was done
        no_delay,      // P0 and P1 cannot be put off
        asked,         // TOLAK 3: the citizen is asked `question`, and the unit keeps it
        no_shift,      // SIAP of a unit without shifts
        on_shift,      // SIAP: `shift` is open
        next_shift,    // SIAP before `shift` begins, which opens with it
        other_shift    // SIAP from a number of another shift: nothing was opened
    };
    cases::Order order;
    Said said = Said::done;
    int task = 0;
    std::optional<CaseTold> about;
    bool tells_reporter = false;  // it was accepted by this, or was before: the number to call and the signs are told
    std::vector<int> tasks;       // that are open
    bool verifier = false;        // its task is one of verification
    std::string shift = {};       // its name
    std::optional<cases::Question> question = {};
};
struct ToOfficer {
    EventId event;
    PersonId officer;
    std::string channel, address, reply_to;
    std::vector<OrderAnswer> answers;
};
// A task as a hand-over list has it: no ticket, no name, no place.
struct ShiftTask {
    enum class State : std::uint8_t { unanswered, accepted, departed, arrived, on_hold };
    int task = 0;
    Urgency urgency = Urgency::p3;
    std::optional<State> state;  // none of what was told in confidence
};
// About a shift of a unit.
struct ToShift {
    enum class What : std::uint8_t {
        begins,     // to its numbers: it begins, and SIAP opens it
        hand_over,  // to those who go and those who come: what is open
        unopened,   // to who stands in and the head: nobody said SIAP
        opened      // to the same: somebody is there now
    };
    What what = What::begins;
    std::string unit;  // whose shift
    std::string told;  // unit whose duty is told
    TimePoint begins{};
    bool open = false;                  // begins: SIAP came before it
    bool stands_in = false;             // unopened: danger comes to `told` too
    std::optional<TimePoint> outgoing;  // hand_over: when the shift that goes began
    std::vector<ShiftTask> tasks;       // the most urgent first, as many as a list may show
    std::int64_t all = 0;               // how many there are
};
// To every phone of a unit's duty, once an evening: would an alarm reach it?
struct DutyTest {
    std::string unit;
    std::string day;  // "2026-11-22"
};
// To one of those over a unit: phones of its duty did not take the test.
struct DutyUnreached {
    std::string unit;
    std::string told;  // unit whose duty is told
    std::string day;
    std::vector<std::string> channels;  // of those phones
    bool all = false;                   // no phone of the unit took it
};
// To a head, each morning: what the night was like. Counts and units, nobody's case.
struct MorningPage {
    struct Shift {
        std::string unit;
        TimePoint begins{};
    };
    std::string told;  // unit whose duty is told
    std::string day;
    std::int64_t p0 = 0, p1 = 0;         // filed since the evening
    std::int64_t unanswered = 0;         // of these
    std::vector<std::string> silent;     // units that owe an answer
    std::vector<Shift> unopened;         // nobody said SIAP
    std::vector<std::string> unreached;  // units with a phone that did not take the evening's test
};
using Tiding = std::variant<ToUnit, ToCitizen, ToShift, DutyTest, DutyUnreached, MorningPage, ToOfficer>;
// Pure and quick; runs in the transaction. What it returns is sent if and only if the transaction is kept.
using Herald = std::function<std::vector<NewOutbound>(const Tiding&)>;

// Orders by a number that is on duty, as Reception found them in a kept message.
struct OfficerMessage {
    std::int64_t inbox = 0;  // done with the answer, in one transaction
    EventId event;
    PersonId officer;
    std::string channel, address, reply_to;
    std::vector<std::string> units;  // that this number is on duty for
    std::vector<cases::Order> orders;
};

// A task of a unit as its own program sees it.
struct UnitTask {
    int task = 0;
    cases::ReferralStatus status = cases::ReferralStatus::sent;
    TimePoint sent{};
    std::optional<TimePoint> ack_due;  // while nobody has answered
    CaseTold about;                    // `restricted` as the case was told; the office may hold more for sensitive
};
// Which one is meant: the one that is open, else the last that was.
struct TaskChoice {
    std::optional<Ticket> ticket;
    std::optional<int> task;
};
// An order that a unit's program gives, as an officer would by message.
struct PartnerCall {
    std::optional<Key128> key;  // by which the same call is known when it comes again
    PersonId officer;           // whom the record names
    std::string unit;
    TaskChoice choice;
    cases::Verb verb = cases::Verb::accept;  // accept, hand_back or finish
    int digit = 0;
};
struct PartnerAnswer {
    enum class Said : std::uint8_t {
        done,        // by this call or by one before: as it was wanted, so it is
        not_found,   // not this unit's, or it may not see it
        over,        // it is not theirs any more, or ended otherwise
        another_key  // the key was another call's
    };
    Said said = Said::not_found;
    std::optional<UnitTask> task;  // as it is now; not with not_found
};

}  // namespace sambung::store
