#include "outbox.h"

#include "aliases.h"
#include "channel_books.h"
#include "outbox_state.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

std::string place_of(const Key128& key) { return "outbox.payload:" + key.hex(); }

struct Due {
    std::int64_t id = 0;
    Key128 key;
    PersonId person;
    std::string sealed;
    int attempts = 0;
    Lanes lane = Lanes::ordinary;
    Purpose purpose = Purpose::direct;
    std::optional<std::int64_t> about;
};

// A message waits for every earlier one of its lane to the same person, and while any other to that person is with the
// provider. An ordinary one also waits for urgent ones; an urgent one never waits for an ordinary one that is only
// queued. A message whose day has not come holds nothing back.
std::vector<Due> due_in_lane(Clerk& clerk, const std::string& channel, Lanes lane, std::string_view which, int most) {
    std::vector<Due> due;
    for (Query row = clerk.sql.query("SELECT id, key, person, payload, attempts, purpose, about FROM outbox AS it"
                                     " WHERE channel = ?1 AND lane = ?2 AND ready <= ?3 AND " +
                                         std::string{which} +
                                         " AND NOT EXISTS ("
                                         "  SELECT 1 FROM outbox AS other"
                                         "   WHERE other.channel = ?1 AND other.person = it.person"
                                         "   AND other.ready IS NOT NULL AND other.queued <= ?3 AND other.id <> it.id"
                                         "   AND (other.lane < ?2 OR (other.lane = ?2 AND other.id < it.id)"
                                         "        OR (other.state = 'sending' AND other.ready > ?3)))"
                                         " ORDER BY ready, id LIMIT ?4",
                                     channel, static_cast<int>(lane), clerk.now, most);
         row.next();)
        due.push_back({row.integer(0), row.key(1), row.person(2), std::string{row.blob(3)},
                       static_cast<int>(row.integer(4)), lane, purpose_from(row.text(5)),
                       row.null(6) ? std::nullopt : std::optional{row.integer(6)}});
    return due;
}

void give_up(Clerk& clerk, std::int64_t id, std::string_view why) {
    clerk.sql.run(
        "UPDATE outbox SET state = 'failed', code = ?3, ready = NULL, payload = NULL, changed = ?2 WHERE id = ?1", id,
        clerk.now, why);
}

// Asked when its turn has come, so that the latest answer of the citizen counts.
bool wanted(Clerk& clerk, const Due& due) {
    if (due.purpose == Purpose::direct) return true;
    if (clerk.sql
            .query("SELECT 1 FROM persons WHERE id = ? AND (opted_out IS NOT NULL OR contact = 'never')", due.person)
            .next())
        return false;
    if (!due.about) return true;
    Query row = clerk.sql.query("SELECT quiet, status FROM cases WHERE id = ?", *due.about);
    if (!row.next() || row.integer(0) != 0) return false;
    const std::optional<cases::Status> status = cases::status_from(row.text(1));
    return due.purpose != Purpose::reminder || (status && cases::is_open(*status));
}

// News of what burns may wake somebody; who just wrote to us is awake.
bool may_wake(Clerk& clerk, const Due& due) {
    constexpr milliseconds just_now{std::chrono::hours{1}};
    if (due.purpose == Purpose::direct || due.lane == Lanes::urgent) return true;
    if (!due.about) return false;
    Query row = clerk.sql.query("SELECT urgency, filed FROM cases WHERE id = ?", *due.about);
    return row.next() && (row.integer(0) <= static_cast<int>(Urgency::p1) || row.time(1) >= clerk.now - just_now);
}

// Its day begins when the quiet time is over, so that it holds nothing else back until then.
void put_off(Clerk& clerk, std::int64_t id, TimePoint until) {
    clerk.sql.run("UPDATE outbox SET ready = ?2, queued = ?2 WHERE id = ?1", id, until);
}

std::optional<TimePoint> last_heard(Clerk& clerk, const std::string& channel, PersonId person) {
    Query row = clerk.sql.query("SELECT max(received) FROM inbox WHERE channel = ? AND person = ?", channel, person);
    return row.next() && !row.null(0) ? std::optional{row.time(0)} : std::nullopt;
}

void lease_one(Clerk& clerk, const OutboxLease& asked, const Due& due, std::vector<OutboxItem>& leased) {
    if (!wanted(clerk, due)) return give_up(clerk, due.id, "not_wanted");
    if (asked.hush && !may_wake(clerk, due)) return put_off(clerk, due.id, *asked.hush);
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, due.person);
    Result<std::string> payload = key ? unseal(*key, due.sealed, place_of(due.key)) : fail(Errc::not_found, "erased");
    if (!payload) return give_up(clerk, due.id, "unreadable");
    const bool may_move = due.purpose != Purpose::direct || due.lane == Lanes::urgent;
    const std::optional<std::string_view> fallback =
        may_move && !asked.fallback.empty() ? std::optional<std::string_view>{asked.fallback} : std::nullopt;
    clerk.sql.run(
        "UPDATE outbox SET state = 'sending', ready = ?, attempts = attempts + 1, changed = ?, fallback = ?"
        " WHERE id = ?",
        clerk.now + asked.lease, clerk.now, fallback, due.id);
    leased.push_back({.id = due.id,
                      .ref = due.key.hex(),
                      .channel = asked.channel,
                      .person = due.person,
                      .payload = std::move(*payload),
                      .attempts = due.attempts,
                      .lane = due.lane,
                      .purpose = due.purpose,
                      .heard = asked.with_heard ? last_heard(clerk, asked.channel, due.person) : std::nullopt});
}

// A lease that ran out left no word of what the provider did. An ordinary message must not come twice, so it stays
// unknown, and only a report can still tell; an alarm goes again, since one too many harms nobody.
int leave_unknown(Clerk& clerk, const std::string& channel) {
    return clerk.sql.run(
        "UPDATE outbox INDEXED BY outbox_sending SET state = 'unknown', code = 'lease_over', ready = NULL, payload = "
        "NULL, changed = ?2"
        " WHERE channel = ?1 AND lane = 1 AND state = 'sending' AND ready <= ?2",
        channel, clerk.now);
}

// Texts that were kept to go on elsewhere, and of which nobody reported anything; reports about nothing.
void forget_kept(Clerk& clerk, const std::string& channel) {
    constexpr milliseconds long_enough{std::chrono::hours{72}};
    constexpr milliseconds a_day{std::chrono::hours{24}};
    clerk.sql.run("DELETE FROM early_statuses WHERE at < ?", clerk.now - a_day);
    clerk.sql.run(
        "UPDATE outbox SET payload = NULL WHERE channel = ? AND changed < ? AND payload IS NOT NULL AND ready IS NULL",
        channel, clerk.now - long_enough);
}

}  // namespace

void enqueue_outbound(Clerk& clerk, const std::vector<NewOutbound>& messages) {
    for (const NewOutbound& message : messages) {
        const PersonId person = canonical(clerk.sql, message.person);
        const std::string sealed = seal(clerk.person_key(person), message.payload, place_of(message.key));
        const TimePoint begins = std::max(clerk.now, message.not_before.value_or(clerk.now));
        const std::optional<std::string_view> about =
            message.about ? std::optional<std::string_view>{message.about->digits()} : std::nullopt;
        clerk.sql.run(
            "INSERT INTO outbox (key, channel, person, payload, lane, state, ready, queued, changed, purpose, about)"
            " VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?6, ?9, ?7, (SELECT id FROM cases WHERE ticket = ?8))"
            " ON CONFLICT (key) DO NOTHING",
            message.key, message.channel, person, Blob{sealed}, static_cast<int>(message.lane), begins,
            name(message.purpose), about, clerk.now);
    }
}

OutboxLeased lease_outbound(Clerk& clerk, const OutboxLease& wanted) {
    OutboxLeased leased;
    if (!wanted.goes_again) leased.unknown = leave_unknown(clerk, wanted.channel);
    forget_kept(clerk, wanted.channel);
    const ChannelPause pause = pause_of(clerk.sql, wanted.channel);
    leased.paused = pause != ChannelPause::none;
    leased.gone = pause == ChannelPause::gone;
    if (leased.paused) return leased;
    // Whoever is in a talk does not wait behind a morning's news.
    constexpr std::pair<Lanes, std::string_view> in_turn[] = {
        {Lanes::urgent, "TRUE"}, {Lanes::ordinary, "purpose = 'direct'"}, {Lanes::ordinary, "purpose <> 'direct'"}};
    int urgent = 0;
    for (const auto& [lane, which] : in_turn) {
        const int taken = static_cast<int>(leased.items.size()) + leased.passed_over;
        int room = wanted.most - taken;
        if (lane == Lanes::ordinary && wanted.most_ordinary)
            room = std::min(room, *wanted.most_ordinary - (taken - urgent));
        if (room <= 0) break;
        const std::vector<Due> due = due_in_lane(clerk, wanted.channel, lane, which, room);
        const std::size_t before = leased.items.size();
        for (const Due& one : due) lease_one(clerk, wanted, one, leased.items);
        leased.passed_over += static_cast<int>(due.size() - (leased.items.size() - before));
        if (lane == Lanes::urgent) urgent = static_cast<int>(due.size());
    }
    return leased;
}

}  // namespace sambung::store
