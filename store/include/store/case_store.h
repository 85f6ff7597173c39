// What must never be lost: inbox, drafts, cases, their events, what was granted, and the outbox. SQLite now; the seam
// is where PostgreSQL comes. Every write returns after its commit is on disk. Any thread's io_context may await.
#pragma once

#include "cases/office.h"
#include "cases/report.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/message.h"
#include "model/ticket.h"
#include "model/time.h"
#include "model/urgency.h"
#include "store/database.h"
#include "store/flow_versions.h"
#include "store/helpers.h"
#include "store/keys.h"
#include "store/media.h"
#include "store/programmes.h"
#include "store/queues.h"
#include "store/referrals.h"
#include "store/task.h"
#include "store/wish.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

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
    std::string kind;                                                     // not exported; rehearsals compare by it
};

// Set by whoever waits for a write no longer.
using GivenUp = std::shared_ptr<const std::atomic<bool>>;

class CaseStore {
 public:
    virtual ~CaseStore() = default;

    // One commit for the whole batch, leased to the caller until `now + lease`. Errc::unavailable: nothing was kept, so
    // answer 503.
    // Nothing is kept either, and it is unavailable, if `given_up` says so when its turn comes.
    virtual Task<Result<PutResult>> put(std::vector<NewInbound> batch, TimePoint now, milliseconds lease,
                                        GivenUp given_up = {}) = 0;
    // Marks the item done, forgets its payload, and enqueues the replies, in one transaction. Doing it again changes
    // nothing.
    virtual Task<Result<>> finish(std::int64_t inbox, std::vector<NewOutbound> replies, TimePoint now) = 0;
    // Keeps the item for staff: it gets no turn until they release it. The reply, if any, in the same transaction.
    virtual Task<Result<>> hold(std::int64_t inbox, std::optional<NewOutbound> reply, TimePoint now) = 0;
    // Puts the message that these items are parts of in their place: they are done and it is kept, in one transaction.
    // Nothing if all of them were done already: then each was answered.
    virtual Task<Result<std::optional<InboxItem>>> join(std::vector<std::int64_t> parts, NewInbound whole,
                                                        TimePoint now, milliseconds lease) = 0;
    // Keeps one part of a long message; with the last of them the whole takes their place, as `join` does, and is
    // returned. A part that still waits after `wait` is an item like any other. Nothing: some are missing, or it was
    // there before.
    virtual Task<Result<std::optional<InboxItem>>> put_part(NewPart part, milliseconds wait, JoinParts join,
                                                            TimePoint now, milliseconds lease) = 0;
    // Items that nobody finished within their lease, oldest first, leased anew.
    virtual Task<Result<std::vector<InboxItem>>> claim_inbox(TimePoint now, milliseconds lease, int most) = 0;

    // Grants once per key: a repeat gets the stored outcome with `repeated`.
    virtual Task<Result<Outcome>> grant(Grant grant) = 0;
    // The first outcome granted to that event, if any; on a reader, for turns that find no session or meet a conflict.
    virtual Task<Result<std::optional<std::pair<WishKey, Outcome>>>> granted(EventId event, PersonId person) = 0;

    // What an officer answered by message, done, with the answer and the inbox item in one transaction. False: none of
    // it is about a task of these units, so it is a citizen's message; nothing was done.
    virtual Task<Result<bool>> obey(OfficerMessage message, Herald herald, TimePoint now) = 0;
    // What a unit's program orders, done or known to be done already, in one transaction.
    virtual Task<Result<PartnerAnswer>> call(PartnerCall call, Herald herald, TimePoint now) = 0;
    // The open tasks of a unit, by number; at most `most`.
    virtual Task<Result<std::vector<UnitTask>>> unit_tasks(std::string unit, int most) = 0;
    // One of them, open or over. Errc::not_found.
    virtual Task<Result<UnitTask>> unit_task(std::string unit, TaskChoice choice) = 0;
    // Does what the next `most` clocks ask for by now: reminds, goes up the ladder, closes. How many there were.
    virtual Task<Result<int>> ring_clocks(int most, Herald herald, TimePoint now) = 0;

    // True if that person was asked within thirty days whether it helped, and has not answered.
    virtual Task<Result<bool>> is_asked(PersonId person, TimePoint now) = 0;

    // True if a question to that person about a case of theirs is open and its time is not over.
    virtual Task<Result<bool>> is_questioned(PersonId person, TimePoint now) = 0;

    // The person's own cases, newest first; never a restricted one, nor does `standing` know any.
    virtual Task<Result<std::vector<Standing>>> standings(PersonId person, int most) = 0;
    // Errc::not_found both for an unknown ticket and for somebody else's: the caller cannot tell, nor can the time
    // taken.
    virtual Task<Result<Standing>> standing(PersonId person, Ticket ticket) = 0;

    virtual Task<Result<>> enqueue(std::vector<NewOutbound> messages, TimePoint now) = 0;
    // Due messages of a channel: urgent first, then answers, then news, the oldest first. One at a time to a person,
    // and in order within a lane: a message waits while an earlier one is unsettled. Ordinary ones also wait for urgent
    // ones; an urgent one passes ordinary ones that are only queued, so that an alarm never waits for another message's
    // next try. An ordinary message whose lease ran out becomes unknown and is not sent again; an urgent one is due
    // again, with one attempt more.
    virtual Task<Result<OutboxLeased>> lease_outbox(OutboxLease wanted, TimePoint now) = 0;
    // What became of a leased message. A status report that came first stands. Errc::invalid_request if `state` is
    // queued without `next`, another with it, or sending; Errc::not_found.
    virtual Task<Result<>> settle(Settlement settlement, TimePoint now) = 0;
    // By our ref, else by the provider's id, within the channel. Monotonic: never down. False if neither is known: then
    // the report may be kept for a day, until the provider's answer to the sending tells the id.
    virtual Task<Result<bool>> record_status(std::string channel, StatusUpdate update, IfUnknown if_unknown,
                                             TimePoint now) = 0;
    // Channels on which nothing is sent for now.
    virtual Task<Result<std::vector<std::string>>> paused_channels() = 0;

    // Adds to what was noted of that day, channel, question and end.
    virtual Task<Result<>> note_ussd_ends(std::vector<UssdEnds> ends) = 0;
    // From that day on, by day and channel, the most frequent first. Blocks; for subcommands.
    virtual Result<std::vector<UssdEnds>> ussd_ends(const std::string& since) = 0;

    // Channels with media whose turn has come, or whose fetching was given up by a crash.
    virtual Task<Result<std::vector<std::string>>> media_channels(TimePoint now) = 0;
    // Those of a channel, the longest due first, leased to the caller. What is older than `media_life` is given up as
    // lost, "expired", and what belongs to an erased case as lost, "erased".
    virtual Task<Result<MediaLeased>> lease_media(MediaLease wanted, TimePoint now) = 0;
    // What became of a leased one. Kept, refused and lost are events of its case. Nothing if it was settled before.
    // Errc::invalid_request if it is wanted without `next`, kept without `kept`, or the other way round.
    virtual Task<Result<>> settle_media(MediaSettlement settlement, TimePoint now) = 0;
    // All of a case, in the order in which they were sent; for staff, who see every case.
    virtual Task<Result<std::vector<CaseMedia>>> media_of(Ticket ticket) = 0;
    // Errc::not_found unless it is kept and its case was not erased.
    virtual Task<Result<MediaFile>> media_file(std::int64_t id) = 0;
    // Of these files, those that no case needs.
    virtual Task<Result<std::vector<MediaAddress>>> stray_media(std::vector<MediaAddress> there) = 0;

    // Staff speak with that person themselves until then; a time that has passed gives the conversation back.
    virtual Task<Result<>> set_silent(PersonId person, TimePoint until, TimePoint now) = 0;
    // Until when, if that is to come.
    virtual Task<Result<std::optional<TimePoint>>> silent_until(PersonId person, TimePoint now) = 0;

    // Those registered at `now`, each once.
    virtual Task<Result<std::vector<PersonId>>> helpers(TimePoint now) = 0;

    struct Depths {
        std::int64_t inbox_waiting = 0;
        std::int64_t inbox_held = 0;        // for staff
        std::int64_t outbox_waiting = 0;    // without those whose day has not come
        std::int64_t oldest_outbox_ms = 0;  // age of the oldest waiting message
        std::int64_t media_waiting = 0;
        std::int64_t oldest_media_ms = 0;  // age of the oldest photo or voice note that was not fetched yet
        std::int64_t incidents_open = 0;   // a flood, a fire: opened by the office, or suspected
        std::int64_t calls_due = 0;        // cases that nobody answered: a person must telephone
        std::int64_t shifts_unopened = 0;  // that go on now, without SIAP 15 minutes after they were asked for it
        std::int64_t alarms_overdue = 0;   // urgent messages that wait too long or were given up (store/calls.h)
    };
    virtual Task<Result<Depths>> depths(TimePoint now) = 0;

    // Whether a case could be filed now: takes the writer once and writes nothing. Errc::unavailable if not. For
    // /readyz.
    virtual Task<Result<>> ping() = 0;

    // Nothing is sent on that channel until it is resumed; what comes in is taken. False if it was so already. These
    // three block; for subcommands, beside the running service.
    virtual Result<bool> pause_channel(const std::string& channel, TimePoint now) = 0;
    virtual Result<bool> resume_channel(const std::string& channel) = 0;
    virtual Result<std::vector<LedgerRow>> ledger() = 0;

    // What nobody released since then goes on by itself, `most` at a time; how many did. A message is not to wait for
    // ever because nobody looks.
    virtual Task<Result<int>> release_old(TimePoint held_since, int most, TimePoint now) = 0;

    // What is held for staff, by person and channel, the oldest first. Released it is answered within seconds;
    // discarded its words are forgotten. How many messages that were. These three block; for subcommands, beside the
    // running service.
    virtual Result<std::vector<HeldMessages>> held() = 0;
    virtual Result<int> release(const HeldChoice& which, TimePoint now) = 0;
    virtual Result<int> discard(const HeldChoice& which, TimePoint now) = 0;

    // All of them or none; one who is there in that role and area is renewed. These three block; for subcommands.
    virtual Result<> add_helpers(const std::vector<Helper>& helpers, TimePoint now) = 0;
    // In every role and area. Errc::not_found if the person is no helper.
    virtual Result<> remove_helper(PersonId person, TimePoint now) = 0;
    virtual Result<std::vector<Helper>> find_helper(PersonId person, TimePoint now) = 0;

    // These flows are in use from now on; every other one was replaced, and is forgotten once that was `keep` ago.
    // After a failure a restart may find some of them remembered, and no other forgotten. These two block; for start
    // and reload.
    virtual Result<> remember_flows(const std::vector<RememberedFlow>& in_use, TimePoint now, milliseconds keep) = 0;
    virtual Result<std::vector<RememberedFlow>> remembered_flows() = 0;

    // How programmes stand from now on; who waits for one that changed is told later, by tell_of_programmes. Blocks;
    // for start and reload.
    virtual Result<> note_programmes(const std::vector<ProgrammeStanding>& standing, TimePoint now) = 0;
    // The next `most` requests of a programme that changed `grace` ago or earlier: an event on each that is open, and
    // the message, in one transaction. How many requests were looked at; 0: nothing is left to tell.
    virtual Task<Result<int>> tell_of_programmes(TimePoint now, milliseconds grace, int most, ProgrammeNews news) = 0;

    // The rule set that is active in the store and does not fit the office, so that another one decides; 0: none;
    // -1: nobody was routed yet. Any thread, at once.
    [[nodiscard]] virtual std::int64_t unfit_rules() const = 0;
    // Another office, whose units, calendar and rules fit together: from the next write on. Any thread, at once.
    virtual void use_office(std::shared_ptr<const cases::Office> office) = 0;

    // Calls `row` for every case in filing order; blocks; for subcommands.
    virtual Result<> for_each_case(const std::function<void(const ExportedCase&)>& row) = 0;
    // Walks the event chain and counts its events; Errc::conflict names the first that does not fit. Blocks.
    virtual Result<std::int64_t> verify_log() = 0;
};

// `office` routes inside the filing transaction. All three outlive the store.
[[nodiscard]] std::unique_ptr<CaseStore> make_sqlite_cases(Database& database, const Keys& keys,
                                                           std::shared_ptr<const cases::Office> office);

}  // namespace sambung::store
