// What a provider answered to a message.
#include "channel_books.h"
#include "outbox.h"
#include "outbox_state.h"

namespace sambung::store {

namespace {

void count_in_ledger(Clerk& clerk, const Settlement& settlement) {
    clerk.sql.run(
        "INSERT INTO ledger (month, channel, messages, units) VALUES (?, ?, 1, ?)"
        " ON CONFLICT (month, channel) DO UPDATE SET messages = messages + 1, units = units + excluded.units",
        settlement.month, settlement.channel, settlement.units);
}

std::optional<std::string_view> if_any(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>{text};
}

std::string channel_of(Clerk& clerk, std::int64_t id) {
    Query row = clerk.sql.query("SELECT channel FROM outbox WHERE id = ?", id);
    return row.next() ? std::string{row.text(0)} : std::string{};
}

}  // namespace

bool move_on(Clerk& clerk, std::int64_t id, std::string_view to, std::string_view code) {
    clerk.sql.run("DELETE FROM outbox_parts WHERE outbox = ?", id);
    return clerk.sql.run(
               "UPDATE outbox SET channel = ?2, state = 'queued', ready = ?4, attempts = 0, provider_id = NULL,"
               " fallback = NULL, parts = NULL, code = ?3, changed = ?4 WHERE id = ?1 AND payload IS NOT NULL",
               id, to, code, clerk.now) > 0;
}

Result<> settle_outbound(Clerk& clerk, const Settlement& settlement) {
    const bool again = settlement.state == OutboxState::queued;
    if (settlement.state == OutboxState::sending || again != settlement.next.has_value())
        return fail(Errc::invalid_request, "a settlement is final, or queued with a time to try again");
    if (settlement.ends_channel) end_channel(clerk, settlement.channel);
    if (settlement.units > 0) count_in_ledger(clerk, settlement);
    const std::string channel = channel_of(clerk, settlement.id);
    if (!settlement.channel.empty() && !channel.empty() && channel != settlement.channel) return {};
    if (!settlement.moved_to.empty() && move_on(clerk, settlement.id, settlement.moved_to, settlement.code)) return {};
    const auto provider_id = if_any(settlement.provider_id);
    const auto fallback = if_any(settlement.fallback);
    const int settled = clerk.sql.run(
        "UPDATE outbox SET state = ?2, ready = ?3, provider_id = coalesce(?4, provider_id), code = ?5, fallback = ?6,"
        " payload = CASE WHEN ?7 THEN NULL ELSE payload END, changed = ?8 WHERE id = ?1 AND ready IS NOT NULL",
        settlement.id, name(settlement.state), settlement.next, provider_id, settlement.code, fallback,
        was_sent(settlement.state) && !fallback, clerk.now);
    if (settled > 0) {
        if (provider_id) apply_early_statuses(clerk, channel, settlement.provider_id);
        if (settlement.parts > 0) weigh_parts(clerk, settlement.id, settlement.parts);
        return {};
    }
    // A status report was quicker and has settled it; all that is news now is the provider's id.
    const int known = clerk.sql.run("UPDATE outbox SET provider_id = coalesce(provider_id, ?2) WHERE id = ?1",
                                    settlement.id, provider_id);
    if (known == 0) return fail(Errc::not_found, "no such outbox message");
    if (settlement.parts > 0) weigh_parts(clerk, settlement.id, settlement.parts);
    return {};
}

}  // namespace sambung::store
