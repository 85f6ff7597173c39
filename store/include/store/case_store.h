// What must never be lost: inbox, drafts, cases, their events, what was granted, and the outbox. SQLite now; the seam
// is where PostgreSQL comes. Every write returns after its commit is on disk. Any thread's io_context may await.
#pragma once

#include "cases/office.h"
#include "cases/report.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/language.h"
#include "model/message.h"
#include "model/ticket.h"
#include "model/time.h"
#include "model/urgency.h"
#include "store/database.h"
#include "store/helpers.h"
#include "store/keys.h"
#include "store/task.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sambung::store {

// ---- inbox
// ---------------------------------------------------------------------------------------------------------------

struct NewInbound {
    std::string channel;
    EventId event;
    PersonId person;
    std::string payload;  // the encoded Inbound; sealed under the person's key, gone when the turn is done
};
struct InboxItem {
    std::int64_t id = 0;
    std::string channel;
    EventId event;
    PersonId person;
    std::string payload;
    TimePoint received;
    bool silent = false;  // staff have taken the conversation over
};
// One answer an item, in order: the stored item (leased to the caller), or nothing if (channel, event) was there
// before.
using PutResult = std::vector<std::optional<InboxItem>>;

// ---- outbox
// --------------------------------------------------------------------------------------------------------------

enum class Lanes : std::uint8_t { urgent, ordinary };  // P0/P1 first

// An answer and an alarm always go: direct. A notice is dropped, as failed with code "not_wanted", if its receiver has
// opted out or wants no contact when its turn comes, or the case that it is about is to be quiet. A reminder also if
// that case is open no more.
enum class Purpose : std::uint8_t { direct, notice, reminder };
[[nodiscard]] std::string_view name(Purpose purpose);

struct NewOutbound {
    Key128 key;  // unique: the same key enqueues once ("reply:<event>", "ticket:<case>", …, hashed)
    std::string channel;
    PersonId person;      // order is kept per person and channel
    std::string payload;  // the encoded Outbound with its address; sealed under the person's key
    Lanes lane = Lanes::ordinary;
    Purpose purpose = Purpose::direct;
    std::optional<Ticket> about = {};          // of a case that is there when this is enqueued
    std::optional<TimePoint> not_before = {};  // until then it holds nothing else back and is not counted as waiting
};
struct OutboxItem {
    std::int64_t id = 0;
    std::string ref;  // 32 hex digits: what the provider may give back
    std::string channel;
    PersonId person;
    std::string payload;
    int attempts = 0;  // before this one
};
enum class OutboxState : std::uint8_t { queued, sending, sent, delivered, read, failed, unknown };
[[nodiscard]] std::string_view name(OutboxState state);
struct Settlement {
    std::int64_t id = 0;
    OutboxState state = OutboxState::sent;  // queued: try again at `next`
    std::string provider_id;
    std::string code;
    std::optional<TimePoint> next;
};

// ---- wishes
// --------------------------------------------------------------------------------------------------------------

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
using Wish = std::variant<File, Ring, Drop, Cancel, AddNote, HandOver, Listen, OptOut>;

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
};

struct Grant {
    WishKey key;
    PersonId person;
    std::string channel;
    std::string address;  // where answers go; kept sealed
    Wish wish;
    std::string resume;
    TimePoint now{};
    // Pure and quick; runs in the transaction. What it returns is enqueued with the case: both or neither.
    std::function<std::vector<NewOutbound>(const Outcome&)> announce;
};

// ---- look-ups and export
// ----------------------------------------------------------------------------------------------------

struct Standing {
    Ticket ticket;
    cases::Status status;
    Urgency urgency;
    std::string unit;  // code
    TimePoint filed{};
    TimePoint changed{};
    TimePoint due{};
};

struct ExportedCase {  // as `export cases` shows it: sealed fields stay sealed
    std::string ticket, status, urgency, category, area, unit, channel, language;
    TimePoint filed{};
    TimePoint changed{};
    bool restricted = false;
    std::string rule, why;
    std::string sealed_story, sealed_place, sealed_phone, sealed_intake;  // base64 of the ciphertext
};

class CaseStore {
 public:
    virtual ~CaseStore() = default;

    // One commit for the whole batch, leased to the caller until `now + lease`. Errc::unavailable: nothing was kept, so
    // answer 503.
    virtual Task<Result<PutResult>> put(std::vector<NewInbound> batch, TimePoint now, milliseconds lease) = 0;
    // Marks the item done, forgets its payload, and enqueues the replies, in one transaction. Doing it again changes
    // nothing.
    virtual Task<Result<>> finish(std::int64_t inbox, std::vector<NewOutbound> replies, TimePoint now) = 0;
    // Items that nobody finished within their lease, oldest first, leased anew.
    virtual Task<Result<std::vector<InboxItem>>> claim_inbox(TimePoint now, milliseconds lease, int most) = 0;

    // Grants once per key: a repeat gets the stored outcome with `repeated`.
    virtual Task<Result<Outcome>> grant(Grant grant) = 0;
    // The first outcome granted to that event, if any; on a reader, for turns that find no session or meet a conflict.
    virtual Task<Result<std::optional<std::pair<WishKey, Outcome>>>> granted(EventId event, PersonId person) = 0;

    // The person's own cases, newest first; never a restricted one, nor does `standing` know any.
    virtual Task<Result<std::vector<Standing>>> standings(PersonId person, int most) = 0;
    // Errc::not_found both for an unknown ticket and for somebody else's: the caller cannot tell, nor can the time
    // taken.
    virtual Task<Result<Standing>> standing(PersonId person, Ticket ticket) = 0;

    virtual Task<Result<>> enqueue(std::vector<NewOutbound> messages, TimePoint now) = 0;
    // Due messages of a channel: urgent first, then oldest. One at a time to a person, and in order within a lane: a
    // message waits while an earlier one is unsettled. Ordinary ones also wait for urgent ones; an urgent one passes
    // ordinary ones that are only queued, so that an alarm never waits for another message's next try. A lease that ran
    // out is due again, with one attempt more: at least once.
    virtual Task<Result<std::vector<OutboxItem>>> lease_outbox(std::string channel, TimePoint now, milliseconds lease,
                                                               int most) = 0;
    // What became of a leased message. A status report that came first stands. Errc::invalid_request if `state` is
    // queued without `next`, another with it, or sending; Errc::not_found.
    virtual Task<Result<>> settle(Settlement settlement, TimePoint now) = 0;
    // By our ref, else by the provider's id, within the channel. Monotonic: never down. Errc::not_found if neither is
    // known.
    virtual Task<Result<>> record_status(std::string channel, StatusUpdate update, TimePoint now) = 0;

    // Staff speak with that person themselves until then; a time that has passed gives the conversation back.
    virtual Task<Result<>> set_silent(PersonId person, TimePoint until, TimePoint now) = 0;
    // Until when, if that is to come.
    virtual Task<Result<std::optional<TimePoint>>> silent_until(PersonId person, TimePoint now) = 0;

    // Those registered at `now`, each once.
    virtual Task<Result<std::vector<PersonId>>> helpers(TimePoint now) = 0;

    struct Depths {
        std::int64_t inbox_waiting = 0;
        std::int64_t outbox_waiting = 0;    // without those whose day has not come
        std::int64_t oldest_outbox_ms = 0;  // age of the oldest waiting message
        std::int64_t alarms_overdue =
            0;  // urgent messages that nobody has taken for a minute, or given up within a day
    };
    virtual Task<Result<Depths>> depths(TimePoint now) = 0;

    // Whether a case could be filed now: takes the writer once and writes nothing. Errc::unavailable if not. For
    // /readyz.
    virtual Task<Result<>> ping() = 0;

    // All of them or none; one who is there in that role and area is renewed. These three block; for subcommands.
    virtual Result<> add_helpers(const std::vector<Helper>& helpers, TimePoint now) = 0;
    // In every role and area. Errc::not_found if the person is no helper.
    virtual Result<> remove_helper(PersonId person, TimePoint now) = 0;
    virtual Result<std::vector<Helper>> find_helper(PersonId person, TimePoint now) = 0;

    // Calls `row` for every case in filing order; blocks; for subcommands.
    virtual Result<> for_each_case(const std::function<void(const ExportedCase&)>& row) = 0;
    // Walks the event chain and counts its events; Errc::conflict names the first that does not fit. Blocks.
    virtual Result<std::int64_t> verify_log() = 0;
};

// `office` routes inside the filing transaction. All three outlive the store.
[[nodiscard]] std::unique_ptr<CaseStore> make_sqlite_cases(Database& database, const Keys& keys,
                                                           std::shared_ptr<const cases::Office> office);

}  // namespace sambung::store
