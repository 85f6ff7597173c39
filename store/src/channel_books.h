// What the office keeps of a channel: whether it sends now, and what was sent.
#pragma once

#include "sql.h"
#include "store/queues.h"

#include <string>
#include <vector>

namespace sambung::store {

[[nodiscard]] bool is_paused(Sql& sql, const std::string& channel);
[[nodiscard]] std::vector<std::string> paused_channels(Sql& sql);
// False if it was so already.
bool pause_channel(Sql& sql, const std::string& channel, TimePoint now);
bool resume_channel(Sql& sql, const std::string& channel);

// Newest month first, then by channel.
[[nodiscard]] std::vector<LedgerRow> ledger_rows(Sql& sql);

}  // namespace sambung::store
