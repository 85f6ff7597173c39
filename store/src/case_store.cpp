// The case store on SQLite: which thread does what. What is done is in inbox, wishes, filing, outbox, lookups and
// events.
#include "store/case_store.h"

#include "aliases.h"
#include "channel_books.h"
#include "chasing.h"
#include "clerk.h"
#include "deciding.h"
#include "events.h"
#include "flow_versions.h"
#include "grants.h"
#include "helpers.h"
#include "inbox.h"
#include "lookups.h"
#include "media.h"
#include "officer_acts.h"
#include "outbox.h"
#include "partner_calls.h"
#include "programmes.h"
#include "quarantine.h"
#include "questioning.h"
#include "rounds.h"
#include "seen.h"
#include "shifting.h"
#include "silence.h"
#include "ussd_ends.h"
#include "wishes.h"

#include <utility>

namespace sambung::store {

namespace {

class SqliteCases final : public CaseStore {
 public:
    SqliteCases(Database& database, const Keys& keys, std::shared_ptr<const cases::Office> office)
        : database_(database), keys_(keys), office_(std::make_shared<OfficeInForce>(std::move(office))) {}

    [[nodiscard]] std::int64_t unfit_rules() const override { return office_->unfit(); }
    void use_office(std::shared_ptr<const cases::Office> office) override { office_->give(std::move(office)); }
    Task<Result<PutResult>> put(std::vector<NewInbound> batch, TimePoint now, milliseconds lease,
                                GivenUp given_up) override {
        return write(Lane::ordinary, now,
                     [batch = std::move(batch), lease,
                      given_up = std::move(given_up)](Clerk& clerk) mutable -> Result<PutResult> {
                         if (given_up && *given_up) return fail(Errc::unavailable, "nobody waits for it any more");
                         return put_inbound(clerk, std::move(batch), lease);
                     });
    }
    Task<Result<>> finish(std::int64_t inbox, std::vector<NewOutbound> replies, TimePoint now) override {
        return write(Lane::ordinary, now, [inbox, replies = std::move(replies)](Clerk& clerk) {
            return finish_inbound(clerk, inbox, replies);
        });
    }
    Task<Result<>> hold(std::int64_t inbox, std::optional<NewOutbound> reply, TimePoint now) override {
        return write(Lane::ordinary, now,
                     [inbox, reply = std::move(reply)](Clerk& clerk) { return hold_inbound(clerk, inbox, reply); });
    }
    Task<Result<std::optional<InboxItem>>> join(std::vector<std::int64_t> parts, NewInbound whole, TimePoint now,
                                                milliseconds lease) override {
        return write(Lane::ordinary, now,
                     [parts = std::move(parts), whole = std::move(whole),
                      lease](Clerk& clerk) mutable -> Result<std::optional<InboxItem>> {
                         return join_inbound(clerk, parts, std::move(whole), lease);
                     });
    }
    Task<Result<std::optional<InboxItem>>> put_part(NewPart part, milliseconds wait, JoinParts join, TimePoint now,
                                                    milliseconds lease) override {
        return write(Lane::ordinary, now,
                     [part = std::move(part), wait, join = std::move(join),
                      lease](Clerk& clerk) mutable -> Result<std::optional<InboxItem>> {
                         return put_part_of_inbound(clerk, std::move(part), wait, join, lease);
                     });
    }
    Task<Result<std::vector<InboxItem>>> claim_inbox(TimePoint now, milliseconds lease, int most) override {
        return write(Lane::ordinary, now, [lease, most](Clerk& clerk) -> Result<std::vector<InboxItem>> {
            return claim_inbound(clerk, lease, most);
        });
    }

    Task<Result<Outcome>> grant(Grant grant) override {
        const TimePoint now = grant.now;
        return write(Lane::filing, now,
                     [office = office_, grant = std::move(grant)](Clerk& clerk) mutable -> Result<Outcome> {
                         grant.person = canonical(clerk.sql, grant.person);
                         return grant_wish(clerk, *office->at(clerk.sql), grant);
                     });
    }
    Task<Result<std::optional<std::pair<WishKey, Outcome>>>> granted(EventId event, PersonId person) override {
        return database_.read(
            [&keys = keys_, event, person](Sql& sql) -> Result<std::optional<std::pair<WishKey, Outcome>>> {
                return first_granted(sql, keys, event, canonical(sql, person));
            });
    }

    Task<Result<bool>> obey(OfficerMessage message, Herald herald, TimePoint now) override {
        return write(Lane::filing, now,
                     [office = office_, message = std::move(message),
                      herald = std::move(herald)](Clerk& clerk) mutable -> Result<bool> {
                         message.officer = canonical(clerk.sql, message.officer);
                         return store::obey({clerk, *office->at(clerk.sql), herald}, message);
                     });
    }
    Task<Result<PartnerAnswer>> call(PartnerCall call, Herald herald, TimePoint now) override {
        return write(Lane::filing, now,
                     [office = office_, call = std::move(call),
                      herald = std::move(herald)](Clerk& clerk) -> Result<PartnerAnswer> {
                         return answer_call({clerk, *office->at(clerk.sql), herald}, call);
                     });
    }
    Task<Result<std::vector<UnitTask>>> unit_tasks(std::string unit, int most) override {
        return database_.read([&keys = keys_, unit = std::move(unit), most](Sql& sql) -> Result<std::vector<UnitTask>> {
            return open_tasks_of(sql, keys, unit, most);
        });
    }
    Task<Result<UnitTask>> unit_task(std::string unit, TaskChoice choice) override {
        return database_.read([&keys = keys_, unit = std::move(unit), choice = std::move(choice)](Sql& sql) {
            return task_of_unit(sql, keys, unit, choice);
        });
    }
    Task<Result<int>> ring_clocks(int most, Herald herald, TimePoint now) override {
        return write(Lane::ordinary, now,
                     [office = office_, most, herald = std::move(herald)](Clerk& clerk) -> Result<int> {
                         const std::shared_ptr<const cases::Office> in_force = office->at(clerk.sql);
                         const Desk desk{clerk, *in_force, herald};
                         const int rounds = ring_rounds(desk);
                         const int shifts = ring_shifts(desk);
                         return rounds + shifts + store::ring_clocks(desk, most);
                     });
    }

    Task<Result<bool>> is_asked(PersonId person, TimePoint now) override {
        return database_.read([person, now](Sql& sql) -> Result<bool> { return outcome_asked(sql, person, now); });
    }

    Task<Result<bool>> is_questioned(PersonId person, TimePoint now) override {
        return database_.read(
            [person, now](Sql& sql) -> Result<bool> { return questioned_case(sql, person, now).has_value(); });
    }

    Task<Result<std::vector<Standing>>> standings(PersonId person, int most) override {
        return database_.read(
            [person, most](Sql& sql) -> Result<std::vector<Standing>> { return standings_of(sql, person, most); });
    }
    Task<Result<Standing>> standing(PersonId person, Ticket ticket) override {
        return database_.read(
            [person, ticket = std::move(ticket)](Sql& sql) { return standing_of(sql, person, ticket); });
    }

    Task<Result<>> enqueue(std::vector<NewOutbound> messages, TimePoint now) override {
        return write(Lane::ordinary, now, [messages = std::move(messages)](Clerk& clerk) -> Result<> {
            enqueue_outbound(clerk, messages);
            return {};
        });
    }
    Task<Result<OutboxLeased>> lease_outbox(OutboxLease wanted, TimePoint now) override {
        return write(Lane::ordinary, now, [wanted = std::move(wanted)](Clerk& clerk) -> Result<OutboxLeased> {
            return lease_outbound(clerk, wanted);
        });
    }
    Task<Result<>> settle(Settlement settlement, TimePoint now) override {
        return write(Lane::ordinary, now,
                     [settlement = std::move(settlement)](Clerk& clerk) { return settle_outbound(clerk, settlement); });
    }
    Task<Result<bool>> record_status(std::string channel, StatusUpdate update, IfUnknown if_unknown,
                                     TimePoint now) override {
        return write(Lane::ordinary, now,
                     [office = office_, channel = std::move(channel), update = std::move(update),
                      if_unknown](Clerk& clerk) -> Result<bool> {
                         const bool known = record_delivery(clerk, channel, update, if_unknown);
                         if (known && update.delivery == Delivery::read)
                             note_seen(clerk, *office->at(clerk.sql), channel, update);
                         return known;
                     });
    }
    Task<Result<std::vector<std::string>>> paused_channels() override {
        return database_.read([](Sql& sql) -> Result<std::vector<std::string>> { return store::paused_channels(sql); });
    }
    Result<bool> pause_channel(const std::string& channel, TimePoint now) override {
        return database_.write_now([&](Sql& sql) -> Result<bool> { return store::pause_channel(sql, channel, now); });
    }
    Result<bool> resume_channel(const std::string& channel) override {
        return database_.write_now([&](Sql& sql) -> Result<bool> { return store::resume_channel(sql, channel); });
    }
    Result<std::vector<LedgerRow>> ledger() override {
        return database_.read_now([](Sql& sql) -> Result<std::vector<LedgerRow>> { return ledger_rows(sql); });
    }

    Result<std::vector<HeldMessages>> held() override {
        return database_.read_now([](Sql& sql) -> Result<std::vector<HeldMessages>> { return held_messages(sql); });
    }
    Result<int> release(const HeldChoice& which, TimePoint now) override {
        return in_batches(now, [&](Clerk& clerk) { return release_held(clerk, which, at_once); });
    }
    Result<int> discard(const HeldChoice& which, TimePoint now) override {
        return in_batches(now, [&](Clerk& clerk) { return discard_held(clerk, which, at_once); });
    }
    Task<Result<int>> release_old(TimePoint held_since, int most, TimePoint now) override {
        return write(Lane::ordinary, now, [held_since, most](Clerk& clerk) -> Result<int> {
            return release_held(clerk, {.person = {}, .channel = {}, .since = held_since}, most);
        });
    }

    Task<Result<>> note_ussd_ends(std::vector<UssdEnds> ends) override {
        return database_.write(Lane::ordinary, [ends = std::move(ends)](Sql& sql) -> Result<> {
            store::note_ussd_ends(sql, ends);
            return {};
        });
    }
    Result<std::vector<UssdEnds>> ussd_ends(const std::string& since) override {
        return database_.read_now(
            [&](Sql& sql) -> Result<std::vector<UssdEnds>> { return ussd_ends_since(sql, since); });
    }

    Task<Result<std::vector<std::string>>> media_channels(TimePoint now) override {
        return database_.read(
            [now](Sql& sql) -> Result<std::vector<std::string>> { return store::media_channels(sql, now); });
    }
    Task<Result<MediaLeased>> lease_media(MediaLease wanted, TimePoint now) override {
        return write(Lane::ordinary, now, [wanted = std::move(wanted)](Clerk& clerk) -> Result<MediaLeased> {
            return store::lease_media(clerk, wanted);
        });
    }
    Task<Result<>> settle_media(MediaSettlement settlement, TimePoint now) override {
        return write(Lane::ordinary, now, [settlement = std::move(settlement)](Clerk& clerk) {
            return store::settle_media(clerk, settlement);
        });
    }
    Task<Result<std::vector<CaseMedia>>> media_of(Ticket ticket) override {
        return database_.read([ticket = std::move(ticket)](Sql& sql) -> Result<std::vector<CaseMedia>> {
            return store::media_of(sql, ticket);
        });
    }
    Task<Result<MediaFile>> media_file(std::int64_t id) override {
        return database_.read([&keys = keys_, id](Sql& sql) { return store::media_file(sql, keys, id); });
    }
    Task<Result<std::vector<MediaAddress>>> stray_media(std::vector<MediaAddress> there) override {
        return database_.read([there = std::move(there)](Sql& sql) -> Result<std::vector<MediaAddress>> {
            return store::stray_media(sql, there);
        });
    }

    Task<Result<>> set_silent(PersonId person, TimePoint until, TimePoint now) override {
        return write(Lane::ordinary, now, [person, until](Clerk& clerk) -> Result<> {
            store::set_silent(clerk, person, until);
            return {};
        });
    }
    Task<Result<std::optional<TimePoint>>> silent_until(PersonId person, TimePoint now) override {
        return database_.read([person, now](Sql& sql) -> Result<std::optional<TimePoint>> {
            return store::silent_until(sql, person, now);
        });
    }

    Task<Result<std::vector<PersonId>>> helpers(TimePoint now) override {
        return database_.read([now](Sql& sql) -> Result<std::vector<PersonId>> { return current_helpers(sql, now); });
    }
    Result<> add_helpers(const std::vector<Helper>& helpers, TimePoint now) override {
        return database_.write_now([&](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys_, now);
            store::add_helpers(clerk, helpers);
            return {};
        });
    }
    Result<> remove_helper(PersonId person, TimePoint now) override {
        return database_.write_now([&](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys_, now);
            if (!store::remove_helper(clerk, person)) return fail(Errc::not_found, "no such helper");
            return {};
        });
    }
    Result<std::vector<Helper>> find_helper(PersonId person, TimePoint now) override {
        return database_.read_now(
            [&](Sql& sql) -> Result<std::vector<Helper>> { return store::find_helper(sql, keys_, person, now); });
    }

    // A job for each, since together they would hold up the writer.
    Result<> remember_flows(const std::vector<RememberedFlow>& in_use, TimePoint now, milliseconds keep) override {
        for (const RememberedFlow& flow : in_use) {
            const Result<> kept = database_.write_now([&](Sql& sql) -> Result<> {
                remember_flow(sql, flow, now);
                return {};
            });
            if (!kept) return kept;
        }
        return database_.write_now([&](Sql& sql) -> Result<> {
            retire_flows(sql, in_use, now, keep);
            return {};
        });
    }
    Result<std::vector<RememberedFlow>> remembered_flows() override {
        return database_.read_now(
            [](Sql& sql) -> Result<std::vector<RememberedFlow>> { return store::remembered_flows(sql); });
    }

    Result<> note_programmes(const std::vector<ProgrammeStanding>& standing, TimePoint now) override {
        return database_.write_now([&](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys_, now);
            for (const ProgrammeStanding& each : standing) note_programme(clerk, each);
            return {};
        });
    }
    Task<Result<int>> tell_of_programmes(TimePoint now, milliseconds grace, int most, ProgrammeNews news) override {
        return write(Lane::ordinary, now, [grace, most, news = std::move(news)](Clerk& clerk) -> Result<int> {
            return tell_of_programme(clerk, grace, most, news);
        });
    }

    Task<Result<Depths>> depths(TimePoint now) override {
        return database_.read([now](Sql& sql) -> Result<Depths> { return depths_at(sql, now); });
    }
    Task<Result<>> ping() override {
        return database_.write(Lane::filing, [](Sql&) -> Result<> { return {}; });
    }
    Result<> for_each_case(const std::function<void(const ExportedCase&)>& row) override {
        return export_cases(database_, row);
    }
    Result<std::int64_t> verify_log() override { return verify_events(database_); }

 private:
    // One after the other, so that none of them holds the writer for long.
    static constexpr int at_once = 500;
    template <class Work>
    Result<int> in_batches(TimePoint now, Work work) {
        int all = 0;
        while (true) {
            const Result<int> done = database_.write_now([&](Sql& sql) -> Result<int> {
                Clerk clerk(sql, keys_, now);
                return work(clerk);
            });
            if (!done) return std::unexpected(done.error());
            all += *done;
            if (*done < at_once) return all;
        }
    }
    // The work runs after this call has returned, so it holds what it needs; only the keys are outside it, and outlive
    // the store.
    template <class Work, class Outcome = std::invoke_result_t<Work, Clerk&>>
    Task<Outcome> write(Lane lane, TimePoint now, Work work) {
        return database_.write(lane, [&keys = keys_, now, work = std::move(work)](Sql& sql) mutable -> Outcome {
            Clerk clerk(sql, keys, now);
            return work(clerk);
        });
    }

    Database& database_;
    const Keys& keys_;
    std::shared_ptr<OfficeInForce> office_;  // but for unfit() and give(), only the writer looks into it
};

}  // namespace

std::unique_ptr<CaseStore> make_sqlite_cases(Database& database, const Keys& keys,
                                             std::shared_ptr<const cases::Office> office) {
    return std::make_unique<SqliteCases>(database, keys, std::move(office));
}

}  // namespace sambung::store
