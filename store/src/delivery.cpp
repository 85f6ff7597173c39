// What providers report about messages that they took.
#include "outbox.h"
#include "outbox_state.h"

#include <charconv>
#include <optional>
#include <vector>

namespace sambung::store {

namespace {

struct Sent {
    std::int64_t id = 0;
    OutboxState state = OutboxState::queued;
    std::optional<std::string> fallback;
};

std::optional<Key128> key_from_hex(std::string_view hex) {
    Key128 key;
    if (hex.size() != 2 * key.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < key.bytes.size(); ++i) {
        const char* at = hex.data() + 2 * i;
        const auto [end, error] = std::from_chars(at, at + 2, key.bytes[i], 16);
        if (error != std::errc{} || end != at + 2) return std::nullopt;
    }
    return key;
}

std::optional<Sent> first(Query row) {
    if (!row.next()) return std::nullopt;
    const std::optional<OutboxState> state = outbox_state_from(row.text(1));
    if (!state) return std::nullopt;
    return Sent{row.integer(0), *state, row.null(2) ? std::nullopt : std::optional{std::string{row.text(2)}}};
}

std::optional<Sent> find(Sql& sql, const std::string& channel, const StatusUpdate& update) {
    if (const std::optional<Key128> key = key_from_hex(update.ref)) {
        std::optional<Sent> sent =
            first(sql.query("SELECT id, state, fallback FROM outbox WHERE key = ? AND channel = ?", *key, channel));
        if (sent) return sent;
    }
    if (update.provider_id.empty()) return std::nullopt;
    return first(sql.query(
        "SELECT id, state, fallback FROM outbox WHERE channel = ? AND provider_id = ? ORDER BY id DESC LIMIT 1",
        channel, update.provider_id));
}

// The provider's answer to the sending, with its id, may still be under way.
void keep_for_later(Clerk& clerk, const std::string& channel, const StatusUpdate& update) {
    clerk.sql.run(
        "INSERT INTO early_statuses (channel, provider_id, delivery, reason, unwanted, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        channel, update.provider_id, name(update.delivery), update.reason, update.unwanted ? 1 : 0, clerk.now);
}

void note_part(Clerk& clerk, std::int64_t id, const StatusUpdate& update) {
    Query row =
        clerk.sql.query("SELECT state FROM outbox_parts WHERE outbox = ? AND provider_id = ?", id, update.provider_id);
    const OutboxState before =
        row.next() ? outbox_state_from(row.text(0)).value_or(OutboxState::queued) : OutboxState::queued;
    const std::optional<OutboxState> next = moved_by(before, update.delivery);
    if (!next) return;
    clerk.sql.run(
        "INSERT INTO outbox_parts (outbox, provider_id, state) VALUES (?, ?, ?)"
        " ON CONFLICT (outbox, provider_id) DO UPDATE SET state = excluded.state",
        id, update.provider_id, name(*next));
}

// What its parts say together; nothing as long as none was reported. How many there are is known when the provider's
// answer was settled: until then the message is not more than sent.
std::optional<Delivery> parts_say(Sql& sql, std::int64_t id) {
    Query row = sql.query(
        "SELECT coalesce((SELECT parts FROM outbox WHERE id = ?1), 0), count(*), sum(state = 'failed'),"
        " sum(state IN ('delivered', 'read')), sum(state = 'read') FROM outbox_parts WHERE outbox = ?1",
        id);
    if (!row.next() || row.integer(1) == 0) return std::nullopt;
    const std::int64_t parts = row.integer(0);
    if (row.integer(2) > 0) return Delivery::failed;
    if (parts > 0 && row.integer(4) >= parts) return Delivery::read;
    if (parts > 0 && row.integer(3) >= parts) return Delivery::delivered;
    return Delivery::sent;
}

void move_by_report(Clerk& clerk, const Sent& sent, const StatusUpdate& update) {
    const std::optional<OutboxState> next = moved_by(sent.state, update.delivery);
    if (!next) return;
    if (*next == OutboxState::failed && sent.fallback && !update.unwanted &&
        move_on(clerk, sent.id, *sent.fallback, update.reason))
        return;
    const std::optional<std::string_view> provider_id =
        update.provider_id.empty() ? std::nullopt : std::optional<std::string_view>{update.provider_id};
    const bool may_fail_yet = *next == OutboxState::sent && sent.fallback;
    const bool done = update.unwanted || (was_sent(*next) && !may_fail_yet);
    clerk.sql.run(
        "UPDATE outbox SET state = ?2, ready = NULL, provider_id = coalesce(provider_id, ?3), code = ?4,"
        " payload = CASE WHEN ?5 THEN NULL ELSE payload END, changed = ?6 WHERE id = ?1",
        sent.id, name(*next), provider_id, update.reason, done, clerk.now);
}

}  // namespace

bool record_delivery(Clerk& clerk, const std::string& channel, const StatusUpdate& update, IfUnknown if_unknown) {
    const std::optional<Sent> sent = find(clerk.sql, channel, update);
    if (!sent) {
        if (if_unknown == IfUnknown::keep && !update.provider_id.empty()) keep_for_later(clerk, channel, update);
        return false;
    }
    if (!update.part) {
        move_by_report(clerk, *sent, update);
        return true;
    }
    note_part(clerk, sent->id, update);
    StatusUpdate whole = update;
    whole.delivery = parts_say(clerk.sql, sent->id).value_or(update.delivery);
    move_by_report(clerk, *sent, whole);
    return true;
}

std::optional<ReadMessage> read_message(Sql& sql, const std::string& channel, const StatusUpdate& update) {
    const std::optional<Sent> sent = find(sql, channel, update);
    if (!sent || sent->state != OutboxState::read) return std::nullopt;
    Query row = sql.query("SELECT about, person, queued FROM outbox WHERE id = ?", sent->id);
    if (!row.next() || row.null(0)) return std::nullopt;
    return ReadMessage{row.integer(0), row.person(1), row.time(2)};
}

void weigh_parts(Clerk& clerk, std::int64_t id, int parts) {
    clerk.sql.run("UPDATE outbox SET parts = ? WHERE id = ?", parts, id);
    const std::optional<Delivery> together = parts_say(clerk.sql, id);
    const std::optional<Sent> sent = first(clerk.sql.query("SELECT id, state, fallback FROM outbox WHERE id = ?", id));
    if (!together || !sent) return;
    move_by_report(clerk, *sent, {.ref = {}, .provider_id = {}, .delivery = *together, .reason = {}});
}

void apply_early_statuses(Clerk& clerk, const std::string& channel, const std::string& provider_id) {
    std::vector<StatusUpdate> early;
    for (Query row = clerk.sql.query(
             "SELECT delivery, reason, unwanted FROM early_statuses WHERE channel = ? AND provider_id = ?", channel,
             provider_id);
         row.next();)
        if (const std::optional<Delivery> delivery = delivery_from(row.text(0)))
            early.push_back({.ref = {},
                             .provider_id = provider_id,
                             .delivery = *delivery,
                             .reason = std::string{row.text(1)},
                             .unwanted = row.integer(2) != 0});
    if (early.empty()) return;
    for (const StatusUpdate& update : early) record_delivery(clerk, channel, update, IfUnknown::drop);
    clerk.sql.run("DELETE FROM early_statuses WHERE channel = ? AND provider_id = ?", channel, provider_id);
}

}  // namespace sambung::store
