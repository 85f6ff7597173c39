#include "model/gsm7.h"

#include "gsm7_likeness.h"
#include "model/unicode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

namespace sambung {

namespace {

constexpr char escape = 0x1B;
constexpr char carriage_return = 0x0D;

// TS 23.038 table 6.2.1.1, in the order of the codes. At 0x1B stands the escape, which no text contains.
constexpr std::u32string_view basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ"
    U" !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(basic.size() == 128);

// TS 23.038 table 6.2.1.2.1.
constexpr std::pair<char, char32_t> extension[] = {{0x0A, U'\f'}, {0x14, U'^'}, {0x28, U'{'}, {0x29, U'}'},
                                                   {0x2F, U'\\'}, {0x3C, U'['}, {0x3D, U'~'}, {0x3E, U']'},
                                                   {0x40, U'|'},  {0x65, U'€'}};

struct Code {
    char septet = 0;
    std::uint8_t length = 0;  // septets: 1, or 2 in the extension table; 0 if not in the alphabet
};

constexpr Code search(char32_t character) {
    if (const auto at = basic.find(character); at != std::u32string_view::npos && character != U'\x1B')
        return {static_cast<char>(at), 1};
    for (const auto& [septet, shown] : extension)
        if (shown == character) return {septet, 2};
    return {};
}

// Nearly all text is in Latin-1, so those are looked up in place.
constexpr std::size_t latin1_size = 256;
constexpr std::size_t ascii_size = 128;
constexpr auto latin1 = [] {
    std::array<Code, latin1_size> codes{};
    for (std::size_t c = 0; c < codes.size(); ++c) codes.at(c) = search(static_cast<char32_t>(c));
    return codes;
}();

Code code_of(std::optional<char32_t> character) {
    if (!character) return {};
    return *character < latin1_size ? latin1[*character] : search(*character);
}

constexpr unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

char32_t shown(char septet) { return byte_of(septet) < basic.size() ? basic[byte_of(septet)] : U'?'; }

// What an escape and this septet show. The escape itself announces a table that does not exist: a space, says the
// standard.
char32_t shown_escaped(char septet) {
    if (septet == escape) return U' ';
    for (const auto& [code, character] : extension)
        if (code == septet) return character;
    return shown(septet);
}

// Units of one part when a text fits into one, and of each part when it does not.
struct Limits {
    std::size_t single;
    std::size_t part;
};
constexpr Limits septet_limits{160, 153};
constexpr Limits utf16_limits{70, 67};

// `lengths` are those of characters, none of which may be cut.
std::vector<std::size_t> in_parts(const std::vector<std::uint8_t>& lengths, Limits limits) {
    const auto total = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
    if (total <= limits.single) return {total};
    std::vector<std::size_t> parts{0};
    for (const std::uint8_t length : lengths) {
        if (parts.back() + length > limits.part) parts.push_back(0);
        parts.back() += length;
    }
    return parts;
}

}  // namespace

// Nearly all text is ASCII too: so far it need not be taken apart.
std::optional<Septets> septets(std::string_view utf8) {
    Septets total = 0;
    while (!utf8.empty()) {
        if (const auto byte = static_cast<unsigned char>(utf8.front()); byte < ascii_size) {
            if (latin1[byte].length == 0) return std::nullopt;
            total += latin1[byte].length;
            utf8.remove_prefix(1);
            continue;
        }
        const Code code = code_of(take_character(utf8));
        if (code.length == 0) return std::nullopt;
        total += code.length;
    }
    return total;
}

std::string_view first_outside_gsm7(std::string_view utf8) {
    while (!utf8.empty()) {
        std::string_view rest = utf8;
        if (code_of(take_character(rest)).length == 0) return utf8.substr(0, utf8.size() - rest.size());
        utf8 = rest;
    }
    return {};
}

std::string to_gsm7_text(std::string_view utf8) {
    const auto same = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < ascii_size && latin1[byte].length != 0;
    };
    if (std::ranges::all_of(utf8, same)) return std::string{utf8};
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::string_view before = utf8;
        const auto character = take_character(utf8);
        if (code_of(character).length != 0)
            out += before.substr(0, before.size() - utf8.size());
        else
            out += character ? gsm7_likeness(*character) : std::string_view{"?"};
    }
    return out;
}

std::optional<std::string> gsm7_encode(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const Code code = code_of(take_character(utf8));
        if (code.length == 0) return std::nullopt;
        if (code.length == 2) out += escape;
        out += code.septet;
    }
    return out;
}

std::string gsm7_decode(std::string_view septet_bytes) {
    std::string out;
    out.reserve(septet_bytes.size());
    for (std::size_t i = 0; i < septet_bytes.size(); ++i) {
        if (septet_bytes[i] != escape) {
            append_utf8(out, shown(septet_bytes[i]));
            continue;
        }
        ++i;
        append_utf8(out, i < septet_bytes.size() ? shown_escaped(septet_bytes[i]) : U' ');
    }
    return out;
}

std::string gsm7_pack(std::string_view septet_bytes, Packing packing) {
    std::string padded{septet_bytes};
    if (packing == Packing::ussd) {
        // A CR that fills the last octet would be taken for filling, so one more follows it; two CRs mean what one
        // does.
        const bool cr_at_edge = padded.size() % 8 == 0 && padded.ends_with(carriage_return);
        if (padded.size() % 8 == 7 || cr_at_edge) padded += carriage_return;
    }
    std::string out;
    out.reserve((padded.size() * 7 + 7) / 8);
    unsigned bits = 0;
    unsigned held = 0;
    for (const char septet : padded) {
        bits |= (byte_of(septet) & 0x7FU) << held;
        held += 7;
        if (held < 8) continue;
        out += static_cast<char>(bits & 0xFFU);
        bits >>= 8U;
        held -= 8;
    }
    if (held > 0) out += static_cast<char>(bits & 0xFFU);
    return out;
}

std::string gsm7_unpack(std::string_view octets, Packing packing) {
    std::string out;
    out.reserve(octets.size() * 8 / 7);
    unsigned bits = 0;
    unsigned held = 0;
    for (const char octet : octets) {
        bits |= byte_of(octet) << held;
        for (held += 8; held >= 7; held -= 7) {
            out += static_cast<char>(bits & 0x7FU);
            bits >>= 7U;
        }
    }
    const char filling = packing == Packing::ussd ? carriage_return : '\0';
    if (!out.empty() && out.size() % 8 == 0 && out.back() == filling) out.pop_back();
    return out;
}

Segments sms_segments(std::string_view utf8) {
    Segments segments;
    segments.gsm7 = first_outside_gsm7(utf8).empty();
    std::vector<std::uint8_t> lengths;
    lengths.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto character = take_character(utf8);
        const std::uint8_t units = character.value_or(0) > 0xFFFF ? 2 : 1;
        lengths.push_back(segments.gsm7 ? code_of(character).length : units);
    }
    segments.parts = in_parts(lengths, segments.gsm7 ? septet_limits : utf16_limits);
    return segments;
}

}  // namespace sambung
