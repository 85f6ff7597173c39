// What a message that nobody asked for just now may not say: whoever reads over a shoulder learns no sum, no category
// and no illness, and no link leads to somebody who wants money. Pure; any thread.
#pragma once

#include "model/gsm7.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::gateway {

enum class UnaskedFault : std::uint8_t { too_long, amount, word, link };

inline constexpr Septets longest_unasked = 160;  // one part

// Of the whole message as the citizen reads it; the first in the order of the enumeration, if any. What is not in the
// GSM-7 alphabet is too long.
[[nodiscard]] std::optional<UnaskedFault> unasked_fault(std::string_view text);

}  // namespace sambung::gateway
