// Telegram in its parts.
#pragma once

#include "adapters/adapter.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::adapters::telegram_parts {

// Items and acknowledgement of an update. A tap is acknowledged so that the button stops turning.
// Errc::invalid_request if the body is no update.
[[nodiscard]] Result<Received> read_update(std::string_view body, TimePoint now);

[[nodiscard]] Sent read_answer(const HttpReply& reply);

// "telegram:123456" is how a person is written outside of this adapter, so that no such number is taken for a phone's.
[[nodiscard]] std::string person(long long chat);
[[nodiscard]] std::optional<long long> chat_of(std::string_view person);

}  // namespace sambung::adapters::telegram_parts
