#include "outbox.h"

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
    std::string purpose;
    std::optional<std::int64_t> about;
};

// A message waits for every earlier one of its lane to the same person, and while any other to that person is with the
// provider. An ordinary one also waits for urgent ones; an urgent one never waits for an ordinary one that is only
// queued. A message whose day has not come holds nothing back.
std::vector<Due> due_in_lane(Clerk& clerk, const std::string& channel, Lanes lane, int most) {
    std::vector<Due> due;
    for (Query row =
             clerk.sql.query("SELECT id, key, person, payload, attempts, purpose, about FROM outbox AS it"
                             " WHERE channel = ?1 AND lane = ?2 AND ready <= ?3 AND NOT EXISTS ("
                             "  SELECT 1 FROM outbox AS other WHERE other.channel = ?1 AND other.person = it.person"
                             "   AND other.ready IS NOT NULL AND other.queued <= ?3 AND other.id <> it.id"
                             "   AND (other.lane < ?2 OR (other.lane = ?2 AND other.id < it.id)"
                             "        OR (other.state = 'sending' AND other.ready > ?3)))"
                             " ORDER BY ready, id LIMIT ?4",
                             channel, static_cast<int>(lane), clerk.now, most);
         row.next();)
        due.push_back({row.integer(0), row.key(1), row.person(2), std::string{row.blob(3)},
                       static_cast<int>(row.integer(4)), std::string{row.text(5)},
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
    if (due.purpose == name(Purpose::direct)) return true;
    if (clerk.sql
            .query("SELECT 1 FROM persons WHERE id = ? AND (opted_out IS NOT NULL OR contact = 'never')", due.person)
            .next())
        return false;
    if (!due.about) return true;
    Query row = clerk.sql.query("SELECT quiet, status FROM cases WHERE id = ?", *due.about);
    if (!row.next() || row.integer(0) != 0) return false;
    const std::optional<cases::Status> status = cases::status_from(row.text(1));
    return due.purpose != name(Purpose::reminder) || (status && cases::is_open(*status));
}

// A lease that ran out left no word of what the provider did; the message goes again: at least once.
void lease_one(Clerk& clerk, const std::string& channel, const Due& due, milliseconds lease,
               std::vector<OutboxItem>& leased) {
    if (!wanted(clerk, due)) return give_up(clerk, due.id, "not_wanted");
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, due.person);
    Result<std::string> payload = key ? unseal(*key, due.sealed, place_of(due.key)) : fail(Errc::not_found, "erased");
    if (!payload) return give_up(clerk, due.id, "unreadable");
    clerk.sql.run("UPDATE outbox SET state = 'sending', ready = ?, attempts = attempts + 1, changed = ? WHERE id = ?",
                  clerk.now + lease, clerk.now, due.id);
    leased.push_back({due.id, due.key.hex(), channel, due.person, std::move(*payload), due.attempts});
}

}  // namespace

void enqueue_outbound(Clerk& clerk, const std::vector<NewOutbound>& messages) {
    for (const NewOutbound& message : messages) {
        const std::string sealed = seal(clerk.person_key(message.person), message.payload, place_of(message.key));
        const TimePoint begins = std::max(clerk.now, message.not_before.value_or(clerk.now));
        const std::optional<std::string_view> about =
            message.about ? std::optional<std::string_view>{message.about->digits()} : std::nullopt;
        clerk.sql.run(
            "INSERT INTO outbox (key, channel, person, payload, lane, state, ready, queued, changed, purpose, about)"
            " VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?6, ?9, ?7, (SELECT id FROM cases WHERE ticket = ?8))"
            " ON CONFLICT (key) DO NOTHING",
            message.key, message.channel, message.person, Blob{sealed}, static_cast<int>(message.lane), begins,
            name(message.purpose), about, clerk.now);
    }
}

std::vector<OutboxItem> lease_outbound(Clerk& clerk, const std::string& channel, milliseconds lease, int most) {
    std::vector<OutboxItem> leased;
    for (const Lanes lane : {Lanes::urgent, Lanes::ordinary}) {
        const int room = most - static_cast<int>(leased.size());
        if (room <= 0) break;
        for (const Due& due : due_in_lane(clerk, channel, lane, room)) lease_one(clerk, channel, due, lease, leased);
    }
    return leased;
}

Result<> settle_outbound(Clerk& clerk, const Settlement& settlement) {
    const bool again = settlement.state == OutboxState::queued;
    if (settlement.state == OutboxState::sending || again != settlement.next.has_value())
        return fail(Errc::invalid_request, "a settlement is final, or queued with a time to try again");
    const std::optional<std::string_view> provider_id =
        settlement.provider_id.empty() ? std::nullopt : std::optional<std::string_view>{settlement.provider_id};
    const int settled = clerk.sql.run(
        "UPDATE outbox SET state = ?2, ready = ?3, provider_id = coalesce(?4, provider_id), code = ?5,"
        " payload = CASE WHEN ?6 THEN NULL ELSE payload END, changed = ?7 WHERE id = ?1 AND ready IS NOT NULL",
        settlement.id, name(settlement.state), settlement.next, provider_id, settlement.code,
        was_sent(settlement.state), clerk.now);
    if (settled > 0) return {};
    // A status report was quicker and has settled it; all that is news now is the provider's id.
    const int known = clerk.sql.run("UPDATE outbox SET provider_id = coalesce(provider_id, ?2) WHERE id = ?1",
                                    settlement.id, provider_id);
    if (known == 0) return fail(Errc::not_found, "no such outbox message");
    return {};
}

}  // namespace sambung::store
