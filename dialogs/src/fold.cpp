#include "fold.h"

#include "model/unicode.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace sambung::dialogs {

namespace {

// U+00C0 to U+00FF without their marks; ' ' where it is no letter.
constexpr std::string_view latin1_letters = "aaaaaaaceeeeiiiidnooooo ouuuuy saaaaaaaceeeeiiiidnooooo ouuuuy y";
static_assert(latin1_letters.size() == 64);

struct Character {
    char folded;  // 0: leaves no trace; ' ': parts words
    std::size_t length;
};

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

constexpr Character ascii(char c) {
    if ((c >= 'a' && c <= 'z') || digit(c)) return {c, 1};
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a'), 1};
    if (c == '\'' || c == '`') return {0, 1};
    return {' ', 1};
}

Character next_character(std::string_view rest) {
    const char lead = rest.front();
    if (static_cast<unsigned char>(lead) < 0x80U) return ascii(lead);
    std::size_t length = 1;
    while (length < rest.size() && length < 4 && continues(rest[length])) ++length;
    const std::string_view bytes = rest.substr(0, length);
    if (bytes.size() == 2 && lead == '\xC3') return {latin1_letters[static_cast<unsigned char>(bytes[1]) & 0x3FU], 2};
    const bool apostrophe = bytes == "\xE2\x80\x98" || bytes == "\xE2\x80\x99";
    const bool keycap = bytes == "\xEF\xB8\x8F" || bytes == "\xE2\x83\xA3";  // variation selector, enclosing keycap
    return {apostrophe || keycap ? '\0' : ' ', length};
}

}  // namespace

std::string fold(std::string_view utf8) {
    std::string folded;
    folded.reserve(utf8.size());
    bool parted = false;
    while (!utf8.empty()) {
        const Character next = next_character(utf8);
        utf8.remove_prefix(next.length);
        if (next.folded == 0) continue;
        if (next.folded == ' ') {
            parted = !folded.empty();
            continue;
        }
        if (parted) folded += ' ';
        parted = false;
        folded += next.folded;
    }
    return folded;
}

std::size_t count_words(std::string_view folded) {
    if (folded.empty()) return 0;
    return 1 + static_cast<std::size_t>(std::ranges::count(folded, ' '));
}

std::string_view first_word(std::string_view folded) { return folded.substr(0, folded.find(' ')); }

bool one_slip_apart(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    const std::size_t same = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    if (same == a.size()) return true;
    if (a.size() < b.size()) return a.substr(same) == b.substr(same + 1);
    if (a.substr(same + 1) == b.substr(same + 1)) return true;
    return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] &&
           a.substr(same + 2) == b.substr(same + 2);
}

std::string one_line(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
        if (!blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return valid_utf8(line) ? line : repaired_utf8(line);
}

std::string_view shortened(std::string_view utf8, std::size_t most) {
    if (characters(utf8) <= most) return utf8;
    std::size_t end = 0;
    for (std::size_t seen = 0; seen < most; ++seen)
        for (++end; end < utf8.size() && continues(utf8[end]);) ++end;
    constexpr std::size_t near = 20;
    const std::size_t space = utf8.substr(0, end).rfind(' ');
    return utf8.substr(0, space != std::string_view::npos && space + near >= end ? space : end);
}

}  // namespace sambung::dialogs
