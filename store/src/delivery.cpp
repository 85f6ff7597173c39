// What providers report about messages that they took.
#include "outbox.h"
#include "outbox_state.h"

#include <charconv>
#include <optional>

namespace sambung::store {

namespace {

struct Sent {
    std::int64_t id = 0;
    OutboxState state = OutboxState::queued;
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
    return Sent{row.integer(0), *state};
}

std::optional<Sent> find(Sql& sql, const std::string& channel, const StatusUpdate& update) {
    if (const std::optional<Key128> key = key_from_hex(update.ref)) {
        std::optional<Sent> sent =
            first(sql.query("SELECT id, state FROM outbox WHERE key = ? AND channel = ?", *key, channel));
        if (sent) return sent;
    }
    if (update.provider_id.empty()) return std::nullopt;
    return first(
        sql.query("SELECT id, state FROM outbox WHERE channel = ? AND provider_id = ? ORDER BY id DESC LIMIT 1",
                  channel, update.provider_id));
}

}  // namespace

Result<> record_delivery(Clerk& clerk, const std::string& channel, const StatusUpdate& update) {
    const std::optional<Sent> sent = find(clerk.sql, channel, update);
    if (!sent) return fail(Errc::not_found, "a status for a message that is not ours");
    const std::optional<OutboxState> next = moved_by(sent->state, update.delivery);
    if (!next) return {};
    const std::optional<std::string_view> provider_id =
        update.provider_id.empty() ? std::nullopt : std::optional<std::string_view>{update.provider_id};
    clerk.sql.run(
        "UPDATE outbox SET state = ?2, ready = NULL, provider_id = coalesce(provider_id, ?3), code = ?4,"
        " payload = CASE WHEN ?5 THEN NULL ELSE payload END, changed = ?6 WHERE id = ?1",
        sent->id, name(*next), provider_id, update.reason, was_sent(*next), clerk.now);
    return {};
}

}  // namespace sambung::store
