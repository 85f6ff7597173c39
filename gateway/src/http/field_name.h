// Header names and the words in them, compared without case (RFC 9110 5.1); ASCII only, no locale.
#pragma once

#include <algorithm>
#include <string_view>

namespace sambung::gateway {

[[nodiscard]] constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) {
    const char l = ascii_lower(c);
    return (c >= '0' && c <= '9') || (l >= 'a' && l <= 'z');
}

[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

// RFC 9110 5.6.2
[[nodiscard]] constexpr bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_ascii_alphanumeric(c) || std::string_view{"!#$%&'*+-.^_`|~"}.contains(c);
    });
}

// No line break, NUL or other control character.
[[nodiscard]] constexpr bool is_field_value(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); });
}

}  // namespace sambung::gateway
