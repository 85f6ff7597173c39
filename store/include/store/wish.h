// What a turn asks of the office's books, and what came of it.
#pragma once

#include "cases/report.h"
#include "model/ids.h"
#include "model/language.h"
#include "model/ticket.h"
#include "model/time.h"
#include "model/urgency.h"
#include "store/media.h"
#include "store/queues.h"
#include "store/referrals.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sambung::store {

// How long a conversation that staff have taken over stays theirs if nobody says otherwise.
inline constexpr std::chrono::hours usual_silence{24};

// What a turn asks for. The draft row decides between file and drop: the first wins; ring, then file, fill one case.
// Danger outranks a drop: a dropped draft can still ring, and a ring after filing raises that case to P0.
struct File {
    DraftId draft;
    cases::Report report;
    Language language = Language::id;
    // The same person telling the same within a day: P2-P4 file nothing, unless the citizen says that it is another
    // matter; P0/P1 go to the open case of before as a note, and ring again.
    bool again = false;
    int cases_per_day =
        3;  // new ones of P2-P4; over it nothing is filed. P0/P1, rings, call-backs and helpers are never held
};
struct Ring {  // a danger sign: a P0 case at once, with what is known
    DraftId draft;
    cases::Report report;
    Language language = Language::id;
};
struct Drop {
    DraftId draft;
};
struct Cancel {  // BATAL <ticket>: P3/P4 before triage; otherwise it only asks a person
    Ticket ticket;
};
struct AddNote {  // words for a case of one's own
    Ticket ticket;
    std::string words;
};
struct AnswerQuestion {  // words that come while a question to this person is open (store/questions.h)
    std::string words;
};
struct HandOver {  // "talk to staff": a work item for a person, with the words if any; never without an end
    DraftId draft;
    std::string words;
    std::string reason;  // "asked", "retries", "engine_limit": harmless
    Language language = Language::id;
    cases::Report about = {};  // what the form knew so far; its kind, category and urgency do not route a call-back
};
struct Listen {     // words to staff who have taken the conversation over: a note on the person's newest open case
    DraftId draft;  // of the call-back that they become if there is none
    std::string words;
};
struct OptOut {};  // no more pushes; the service goes on
struct Rate {      // did it help? of the newest case that asked; anything but `yes` takes it up again
    enum class Answer : std::uint8_t { yes, partly, not_yet };
    Answer answer = Answer::yes;
};
struct Reopen {  // BUKA <ticket>: within thirty days of its end
    Ticket ticket;
};
struct Erase {     // HAPUS: starts the erasure clock of all that is the person's (cases/keeping.h)
    HandOver ask;  // the call-back for what only a person may decide
};
struct KeepData {};  // BATAL HAPUS: what was not erased yet stays
using Wish = std::variant<File, Ring, Drop, Cancel, AddNote, AnswerQuestion, HandOver, Listen, OptOut, Rate, Reopen,
                          Erase, KeepData>;

enum class Granted : std::uint8_t {
    ok,
    duplicate,  // told before: the ticket and the due time are the earlier case's
    attached,   // urgent and told before: added to the earlier case
    limited,    // too many today
    already_filed,
    dropped,
    asked_person,
    too_late,
    not_found
};
[[nodiscard]] std::string_view name(Granted granted);  // "ok", … as flows name results

struct Outcome {
    Granted granted = Granted::ok;
    std::optional<Ticket> ticket;
    std::string check_digits;  // "angka cek", 6 digits; only when the case was made or completed by this wish
    Urgency urgency = Urgency::p3;
    std::string unit;       // code of the owner unit
    TimePoint due{};        // when the citizen may expect an answer at the latest
    std::string resume;     // the session as it stood when the wish was made
    bool repeated = false;  // this very wish was granted before
    // Of the case; for announcements, so not kept for a repeat.
    bool restricted = false;
    bool quiet = false;
    int task = 0;  // of the unit that was asked with this wish; 0: none was
};

struct Grant {
    WishKey key;
    PersonId person;
    std::string channel;
    std::string address;  // where answers go; kept sealed
    Wish wish;
    std::string resume;
    std::vector<MediaReference> media{};  // sent with it: wanted from now on if it becomes or adds to a case
    TimePoint now{};
    // Pure and quick; runs in the transaction. What it returns is enqueued with the case: both or neither.
    std::function<std::vector<NewOutbound>(const Outcome&)> announce;
    Herald herald{};  // the words for units that are asked or relieved by it
};

}  // namespace sambung::store
