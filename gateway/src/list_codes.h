// Codes that an office gives to reasons and batches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sambung::gateway {

// At most 32 letters, digits and ._-; empty is one too.
[[nodiscard]] constexpr bool is_list_code(std::string_view text) {
    constexpr std::size_t longest = 32;
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    };
    return text.size() <= longest && std::ranges::all_of(text, fits);
}

}  // namespace sambung::gateway
