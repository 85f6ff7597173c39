// What the office keeps of a channel: whether it sends now, and what was sent.
#pragma once

#include "clerk.h"
#include "sql.h"
#include "store/queues.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sambung::store {

enum class ChannelPause : std::uint8_t { none, suspended, gone };
[[nodiscard]] ChannelPause pause_of(Sql& sql, const std::string& channel);
[[nodiscard]] std::vector<std::string> paused_channels(Sql& sql);
// False if it was so already.
bool pause_channel(Sql& sql, const std::string& channel, TimePoint now);
// The receiver wants nothing more; an event the first time.
void end_channel(Clerk& clerk, const std::string& channel);
bool resume_channel(Sql& sql, const std::string& channel);

// Newest month first, then by channel.
[[nodiscard]] std::vector<LedgerRow> ledger_rows(Sql& sql);

}  // namespace sambung::store
