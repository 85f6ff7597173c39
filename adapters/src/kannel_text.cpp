#include "kannel_text.h"

#include "model/unicode.h"

#include <algorithm>

namespace sambung::adapters {

namespace {

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool named(std::string_view charset, std::string_view name) { return std::ranges::equal(charset, name, {}, upper); }

// Windows-1252 from 0x80 to 0x9F (WHATWG Encoding); elsewhere it is Latin-1. Kannel names it for what it recoded.
constexpr std::u32string_view windows_1252 = U"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";
static_assert(windows_1252.size() == 32);

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : char32_t{byte});
    }
    return out;
}

}  // namespace

std::string text_in_charset(std::string_view bytes, std::string_view charset) {
    for (const std::string_view utf16 : {"UTF-16BE", "UTF-16", "UCS-2", "ISO-10646-UCS-2"})
        if (named(charset, utf16)) return utf16be_decode(bytes);
    for (const std::string_view latin : {"ISO-8859-1", "LATIN1", "WINDOWS-1252"})
        if (named(charset, latin)) return from_windows_1252(bytes);
    return repaired_utf8(bytes);
}

}  // namespace sambung::adapters
