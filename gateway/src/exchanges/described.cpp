#include "exchanges/described.h"

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";
constexpr std::string_view name_marks = "_-.:[]$";
constexpr std::size_t shortest_hex = 16;
constexpr std::size_t shortest_token = 16;

bool only(std::string_view text, std::string_view of) {
    return !text.empty() && text.find_first_not_of(of) == std::string_view::npos;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool visible_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

// Bytes that begin a character in UTF-8.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Seconds or milliseconds since 1970, from 2001 to 2033.
bool is_time(std::string_view text) {
    return (text.size() == 10 || text.size() == 13) && text.front() == '1' && only(text, digits);
}

bool is_date(std::string_view text) {
    constexpr std::string_view pattern = "0000-00-00";
    return text.size() >= pattern.size() &&
           std::ranges::equal(text.substr(0, pattern.size()), pattern,
                              [](char c, char as) { return as == '0' ? digits.contains(c) : c == as; });
}

std::string words(std::string_view kind, std::size_t length, std::string_view unit = {}) {
    std::string out = "<";
    return out.append(kind).append(" ").append(std::to_string(length)).append(unit).append(">");
}

}  // namespace

bool all_digits(std::string_view text) { return only(text, digits); }

std::size_t longest_digits(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = digits.contains(c) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

bool is_field_name(std::string_view text) {
    if (text.empty() || text.size() > 48 || longest_digits(text) > 3) return false;
    if (!is_letter(text.front()) && text.front() != '_') return false;
    return std::ranges::all_of(text,
                               [](char c) { return is_letter(c) || digits.contains(c) || name_marks.contains(c); });
}

std::string described(std::string_view value) {
    if (value.empty()) return {};
    if (is_time(value)) return words("time", value.size(), " digits");
    if (only(value, digits)) return words("digits", value.size());
    if (value.starts_with('+') && only(value.substr(1), digits)) return words("phone", value.size() - 1, " digits");
    if (is_date(value)) return words("time", value.size());
    if (value.starts_with("https://") || value.starts_with("http://")) return words("url", characters(value));
    if (value.size() >= shortest_hex && only(value, hex_digits)) return words("hex", value.size());
    if (value.size() >= shortest_token && visible_ascii(value)) return words("token", value.size());
    return words("text", characters(value));
}

}  // namespace sambung::gateway
