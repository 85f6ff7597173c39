#include "adapters/smpp_text.h"

#include "model/gsm7.h"
#include "model/unicode.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr char escape = 0x1B;
constexpr std::size_t units_of_pair = 4;  // octets of a surrogate pair

std::size_t fill_bits(std::size_t header) { return (7 - header * 8 % 7) % 7; }

// Septets behind some empty bits.
std::string pack(std::string_view septets, std::size_t fill) {
    std::string out((septets.size() * 7 + fill + 7) / 8, '\0');
    std::size_t bit = fill;
    for (const char septet : septets)
        for (unsigned i = 0; i < 7; ++i, ++bit)
            if ((static_cast<unsigned char>(septet) >> i & 1U) != 0)
                out[bit / 8] = static_cast<char>(static_cast<unsigned char>(out[bit / 8]) | (1U << (bit % 8)));
    return out;
}

std::string unpack(std::string_view octets, std::size_t fill) {
    std::string out;
    for (std::size_t bit = fill; bit + 7 <= octets.size() * 8; bit += 7) {
        unsigned septet = 0;
        for (unsigned i = 0; i < 7; ++i)
            septet |= (static_cast<unsigned char>(octets[(bit + i) / 8]) >> ((bit + i) % 8) & 1U) << i;
        out += static_cast<char>(septet);
    }
    // SMPP tells no count of septets: seven empty bits at the end are no '@'.
    if (out.ends_with('\0') && (fill + out.size() * 7) % 8 == 0) out.pop_back();
    return out;
}

std::string from_latin1(std::string_view octets) {
    std::string out;
    for (const char c : octets) append_utf8(out, static_cast<unsigned char>(c));
    return out;
}

// Empty if a character is over the last.
std::optional<std::string> in_one_octet(std::string_view utf8, char32_t last) {
    std::string out;
    while (!utf8.empty()) {
        const auto character = take_character(utf8);
        if (!character || *character > last) return std::nullopt;
        out += static_cast<char>(*character);
    }
    return out;
}

// Septets as the link wants them; empty if its alphabet lacks one of them.
std::optional<std::string> in_alphabet(std::string_view septets, const Coding& coding, std::size_t header, bool ussd) {
    switch (coding.fallback) {
        case Alphabet::gsm7:
            if (!coding.packed) return std::string{septets};
            return ussd ? gsm7_pack(septets, Packing::ussd) : pack(septets, fill_bits(header));
        case Alphabet::latin1:
            return in_one_octet(gsm7_decode(septets), 0xFF);
        case Alphabet::ascii:
            return in_one_octet(gsm7_decode(septets), 0x7F);
    }
    std::unreachable();
}

std::vector<std::string_view> cut_septets(std::string_view septets, std::size_t most) {
    std::vector<std::string_view> out;
    while (septets.size() > most) {
        const std::size_t size = septets[most - 1] == escape ? most - 1 : most;
        out.push_back(septets.substr(0, size));
        septets.remove_prefix(size);
    }
    out.push_back(septets);
    return out;
}

std::vector<std::string_view> cut_units(std::string_view utf16, std::size_t most) {
    std::vector<std::string_view> out;
    while (utf16.size() > most * 2) {
        const auto last = static_cast<unsigned char>(utf16[most * 2 - 2]);
        const bool cuts_pair = last >= 0xD8 && last < 0xDC;
        const std::size_t size = most * 2 - (cuts_pair ? units_of_pair / 2 : 0);
        out.push_back(utf16.substr(0, size));
        utf16.remove_prefix(size);
    }
    out.push_back(utf16);
    return out;
}

std::string read(std::string_view octets, Script script) {
    switch (script) {
        case Script::gsm7:
            return gsm7_decode(octets);
        case Script::latin1:
            return from_latin1(octets);
        case Script::ascii:
            return repaired_utf8(octets);
        case Script::ucs2:
            return utf16be_decode(octets);
        case Script::binary:
            return {};
    }
    std::unreachable();
}

Script of(Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::gsm7:
            return Script::gsm7;
        case Alphabet::latin1:
            return Script::latin1;
        case Alphabet::ascii:
            return Script::ascii;
    }
    std::unreachable();
}

// The general data coding groups of TS 23.038: bits 3 and 2 name the alphabet.
Script of_group(std::uint8_t data_coding) {
    constexpr Script scripts[] = {Script::gsm7, Script::binary, Script::ucs2, Script::binary};
    return scripts[(data_coding >> 2U) & 3U];
}

}  // namespace

Script script(std::uint8_t data_coding, const Coding& coding) {
    switch (data_coding) {
        case 0x00:
            return of(coding.fallback);
        case 0x01:
            return Script::ascii;
        case 0x03:
            return Script::latin1;
        case 0x08:
            return Script::ucs2;
        case 0x0F:  // USSD: GSM-7 in no named language
            return Script::gsm7;
        default:
            break;
    }
    if (data_coding == coding.text) return of(coding.fallback);
    if (data_coding == coding.ucs2) return Script::ucs2;
    if (data_coding < 0x10)
        return Script::binary;  // 2 and 4 are octets; 5 to 14 are alphabets that no phone here sends
    if (data_coding < 0x80) return of_group(data_coding);
    if (data_coding >= 0xF0) return (data_coding & 4U) != 0 ? Script::binary : Script::gsm7;
    return Script::binary;
}

std::vector<Coded> pieces(std::string_view utf8, const Coding& coding, PieceLimits limits) {
    std::vector<Coded> out;
    if (const auto septets = gsm7_encode(utf8)) {
        for (const std::string_view cut : cut_septets(*septets, limits.septets)) {
            auto octets = in_alphabet(cut, coding, limits.header, false);
            if (!octets) break;
            out.push_back({coding.text, *std::move(octets)});
            if (cut.data() + cut.size() == septets->data() + septets->size()) return out;
        }
        out.clear();
    }
    const std::string utf16 = utf16be_encode(utf8);
    for (const std::string_view cut : cut_units(utf16, limits.units)) out.push_back({coding.ucs2, std::string{cut}});
    return out;
}

Coded coded(std::string_view utf8, const Coding& coding, bool ussd) {
    if (const auto septets = gsm7_encode(utf8))
        if (auto octets = in_alphabet(*septets, coding, 0, ussd)) return {coding.text, *std::move(octets)};
    return {coding.ucs2, utf16be_encode(utf8)};
}

Coded joinable(const Coded& coded, const Coding& coding, std::size_t header) {
    if (!coding.packed || script(coded.data_coding, coding) != Script::gsm7) return coded;
    return {coded.data_coding, unpack(coded.octets, fill_bits(header))};
}

std::optional<std::string> text_of(const Coded& coded, const Coding& coding, std::size_t header, bool ussd) {
    const Script how = script(coded.data_coding, coding);
    if (how == Script::binary) return std::nullopt;
    if (coding.packed && how == Script::gsm7 && ussd) return gsm7_decode(gsm7_unpack(coded.octets, Packing::ussd));
    return read(joinable(coded, coding, header).octets, how);
}

std::string joined_text(const std::vector<Coded>& parts, const Coding& coding) {
    std::string out;
    for (auto part = parts.begin(); part != parts.end();) {
        const Script how = script(part->data_coding, coding);
        std::string octets;
        for (; part != parts.end() && script(part->data_coding, coding) == how; ++part) octets += part->octets;
        out += read(octets, how);
    }
    return out;
}

}  // namespace sambung::adapters::smpp
