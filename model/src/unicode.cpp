#include "model/unicode.h"

namespace sambung {

namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr unsigned byte_of(char c) { return static_cast<unsigned char>(c); }
constexpr bool continuation(char c) { return (byte_of(c) & 0xC0U) == 0x80U; }
constexpr bool surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

struct Lead {
    std::size_t length;  // of the sequence in bytes; 0 if no sequence begins so
    char32_t bits;
    char32_t lowest;  // anything below is an overlong form
};

constexpr Lead lead_of(unsigned byte) {
    if (byte < 0x80) return {1, byte, 0};
    if ((byte & 0xE0U) == 0xC0U) return {2, byte & 0x1FU, 0x80};
    if ((byte & 0xF0U) == 0xE0U) return {3, byte & 0x0FU, 0x800};
    if ((byte & 0xF8U) == 0xF0U) return {4, byte & 0x07U, 0x10000};
    return {0, 0, 0};
}

void append_unit(std::string& out, char32_t unit) {
    out += static_cast<char>((unit >> 8U) & 0xFFU);
    out += static_cast<char>(unit & 0xFFU);
}

// One UTF-16 unit; the lone last byte of an odd number is no unit.
char32_t take_unit(std::string_view& rest) {
    if (rest.size() < 2) {
        rest = {};
        return replacement;
    }
    const char32_t unit = (byte_of(rest[0]) << 8U) | byte_of(rest[1]);
    rest.remove_prefix(2);
    return unit;
}

}  // namespace

std::optional<char32_t> take_character(std::string_view& rest) {
    const Lead lead = lead_of(byte_of(rest.front()));
    char32_t character = lead.bits;
    bool good = lead.length != 0 && lead.length <= rest.size();
    for (std::size_t i = 1; good && i < lead.length; ++i) {
        good = continuation(rest[i]);
        character = (character << 6U) | (byte_of(rest[i]) & 0x3FU);
    }
    good = good && character >= lead.lowest && character <= 0x10FFFF && !surrogate(character);
    rest.remove_prefix(good ? lead.length : 1);
    if (!good) return std::nullopt;
    return character;
}

void append_utf8(std::string& out, char32_t character) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0U | (character >> 6U));
        put(0x80U | (character & 0x3FU));
    } else if (character < 0x10000) {
        put(0xE0U | (character >> 12U));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    } else {
        put(0xF0U | (character >> 18U));
        put(0x80U | ((character >> 12U) & 0x3FU));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    }
}

bool valid_utf8(std::string_view text) {
    while (!text.empty())
        if (!take_character(text)) return false;
    return true;
}

std::string repaired_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) append_utf8(out, take_character(text).value_or(replacement));
    return out;
}

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (; !utf8.empty(); ++count) (void)take_character(utf8);
    return count;
}

std::string utf16be_encode(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size() * 2);
    while (!utf8.empty()) {
        const char32_t character = take_character(utf8).value_or(replacement);
        if (character < 0x10000) {
            append_unit(out, character);
        } else {
            append_unit(out, 0xD800U + ((character - 0x10000U) >> 10U));
            append_unit(out, 0xDC00U + ((character - 0x10000U) & 0x3FFU));
        }
    }
    return out;
}

std::string utf16be_decode(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        char32_t unit = take_unit(bytes);
        if (surrogate(unit)) {
            std::string_view after = bytes;
            const char32_t low = unit < 0xDC00 && !after.empty() ? take_unit(after) : replacement;
            const bool pair = low >= 0xDC00 && low <= 0xDFFF;
            unit = pair ? 0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U) : replacement;
            if (pair) bytes = after;
        }
        append_utf8(out, unit);
    }
    return out;
}

}  // namespace sambung
