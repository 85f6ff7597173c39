#include "yaml_bytes.h"

#include "model/unicode.h"

namespace sambung::dialogs {

namespace {

constexpr std::size_t largest_file = 1024 * 1024;

std::string_view why_bad(std::optional<char32_t> character) {
    if (!character) return "bytes that are not UTF-8";
    switch (*character) {
        case U'\n':
            return {};
        case U'\t':
            return "a tab; indent with spaces, and write \"\\t\" where a text needs one";
        case 0xFEFF:
            return "a byte order mark; save the file as UTF-8 without it";
        // Line breaks to some YAML readers and none to others.
        case 0x85:
        case 0x2028:
        case 0x2029:
            return "a Unicode line break; use a plain one";
    }
    return *character < 0x20 || *character == 0x7F ? "a control character" : std::string_view{};
}

}  // namespace

std::optional<BadByte> first_bad_byte(std::string_view text) {
    if (text.size() > largest_file) return BadByte{.at = {}, .why = "more than 1 MB"};
    Mark at;
    while (!text.empty()) {
        if (text.starts_with("\r\n")) text.remove_prefix(1);
        const auto character = take_character(text);
        if (const std::string_view why = why_bad(character); !why.empty()) return BadByte{.at = at, .why = why};
        at = character == U'\n' ? Mark{.line = at.line + 1, .column = 1}
                                : Mark{.line = at.line, .column = at.column + 1};
    }
    return std::nullopt;
}

}  // namespace sambung::dialogs
