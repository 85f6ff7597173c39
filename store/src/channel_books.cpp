#include "channel_books.h"

#include "events.h"

#include <optional>

namespace sambung::store {

ChannelPause pause_of(Sql& sql, const std::string& channel) {
    Query row = sql.query("SELECT gone FROM channel_pauses WHERE channel = ?", channel);
    if (!row.next()) return ChannelPause::none;
    return row.integer(0) != 0 ? ChannelPause::gone : ChannelPause::suspended;
}

std::vector<std::string> paused_channels(Sql& sql) {
    std::vector<std::string> paused;
    for (Query row = sql.query("SELECT channel FROM channel_pauses ORDER BY channel"); row.next();)
        paused.emplace_back(row.text(0));
    return paused;
}

bool pause_channel(Sql& sql, const std::string& channel, TimePoint now) {
    return sql.run("INSERT INTO channel_pauses (channel, since) VALUES (?, ?) ON CONFLICT (channel) DO NOTHING",
                   channel, now) > 0;
}

void end_channel(Clerk& clerk, const std::string& channel) {
    if (pause_of(clerk.sql, channel) == ChannelPause::gone) return;
    clerk.sql.run(
        "INSERT INTO channel_pauses (channel, since, gone) VALUES (?, ?, 1) ON CONFLICT (channel) DO UPDATE SET gone = "
        "1",
        channel, clerk.now);
    append_event(clerk, {"channel.gone", "system", std::nullopt, Meta{}.add("channel", channel).json()});
}

bool resume_channel(Sql& sql, const std::string& channel) {
    return sql.run("DELETE FROM channel_pauses WHERE channel = ?", channel) > 0;
}

std::vector<LedgerRow> ledger_rows(Sql& sql) {
    std::vector<LedgerRow> rows;
    for (Query row = sql.query("SELECT month, channel, messages, units FROM ledger ORDER BY month DESC, channel");
         row.next();)
        rows.push_back({std::string{row.text(0)}, std::string{row.text(1)}, row.integer(2), row.integer(3)});
    return rows;
}

}  // namespace sambung::store
