#include "adapters/smpp_text.h"

#include "hex.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

constexpr Coding usual{};
constexpr Coding packed{.fallback = Alphabet::gsm7, .packed = true, .text = 0, .ucs2 = 8};
constexpr Coding latin1{.fallback = Alphabet::latin1, .packed = false, .text = 0, .ucs2 = 8};
constexpr Coding ascii{.fallback = Alphabet::ascii, .packed = false, .text = 1, .ucs2 = 8};

struct OutRow {
    const char* what;
    Coding coding;
    std::string_view text;
    std::uint8_t data_coding;
    std::string_view hex;
};

TEST(SmppText, GoesInTheAlphabetOfTheLink) {
    const OutRow rows[] = {
        {"septets, one an octet", usual, "a@_{", 0, "6100111B28"},
        {"packed", packed, "hellohello", 0, "E8329BFD4697D9EC37"},
        {"Latin-1", latin1, "é@", 0, "E940"},
        {"Latin-1, what phones lack", latin1, "ê", 8, "00EA"},
        {"ASCII", ascii, "a@_{", 1, "61405F7B"},
        {"ASCII, what it lacks", ascii, "é", 8, "00E9"},
        {"UCS-2", usual, "ş", 8, "015F"},
        {"a pair", usual, "😀", 8, "D83DDE00"},
    };
    for (const OutRow& row : rows) {
        SCOPED_TRACE(row.what);
        const Coded out = coded(row.text, row.coding, false);
        EXPECT_EQ(int{out.data_coding}, int{row.data_coding});
        EXPECT_EQ(to_hex(out.octets), row.hex);
        EXPECT_EQ(text_of(out, row.coding, 0, false), row.text);
    }
}

TEST(SmppText, PackedOnUssdIsFilledUpWithCr) {
    const Coded out = coded("1234567", packed, true);
    EXPECT_EQ(to_hex(out.octets), "31D98C56B3DD1A");
    EXPECT_EQ(text_of(out, packed, 0, true), "1234567");
}

struct InRow {
    const char* what;
    std::uint8_t data_coding;
    std::string_view hex;
    std::optional<std::string> text;
};

TEST(SmppText, EveryDataCodingIsRead) {
    const InRow rows[] = {
        {"the default", 0x00, "00", "@"},
        {"ASCII", 0x01, "40", "@"},
        {"octets", 0x02, "40", std::nullopt},
        {"Latin-1", 0x03, "E9", "é"},
        {"octets again", 0x04, "40", std::nullopt},
        {"Cyrillic", 0x06, "40", std::nullopt},
        {"UCS-2", 0x08, "D83DDE00", "😀"},
        {"UCS-2, half a pair", 0x08, "D83D", "\xEF\xBF\xBD"},
        {"USSD", 0x0F, "00", "@"},
        {"flash", 0x10, "00", "@"},
        {"flash in UCS-2", 0x18, "00E9", "é"},
        {"USSD in UCS-2", 0x48, "00E9", "é"},
        {"class 1", 0xF1, "00", "@"},
        {"class 1, octets", 0xF5, "00", std::nullopt},
    };
    for (const InRow& row : rows)
        EXPECT_EQ(text_of({row.data_coding, from_hex(row.hex)}, usual, 0, false), row.text) << row.what;
}

std::string repeated(std::string_view word, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += word;
    return out;
}

struct PieceRow {
    const char* what;
    std::string text;
    std::vector<std::size_t> octets;
};

// gateway.md 4.2, in octets a part.
TEST(SmppText, PartsNeverCutACharacter) {
    const PieceRow rows[] = {
        {"306", repeated("a", 306), {153, 153}},
        {"307", repeated("a", 307), {153, 153, 1}},
        {"an extension pair at the cut", repeated("a", 152) + "€" + repeated("a", 10), {152, 12}},
        {"134 units", repeated("ş", 134), {134, 134}},
        {"emoji", repeated("😀", 36), {132, 12}},
        {"a pair at the cut", repeated("ş", 66) + "😀" + repeated("ş", 4), {132, 12}},
    };
    for (const PieceRow& row : rows) {
        SCOPED_TRACE(row.what);
        std::vector<std::size_t> sizes;
        const auto parts = pieces(row.text, usual, {.septets = 153, .units = 67, .header = 6});
        for (const Coded& piece : parts) sizes.push_back(piece.octets.size());
        EXPECT_EQ(sizes, row.octets);
        EXPECT_EQ(joined_text(parts, usual), row.text);
    }
}

TEST(SmppText, PackedPartsBeginAtASeptet) {
    for (const std::size_t header : {std::size_t{6}, std::size_t{7}}) {
        const std::string text = repeated("abcdefg{", 40);
        std::vector<Coded> joined;
        for (const Coded& piece : pieces(text, packed, {.septets = 152, .units = 66, .header = header})) {
            EXPECT_LE(piece.octets.size() + header, 140U);
            joined.push_back(joinable(piece, packed, header));
        }
        EXPECT_EQ(joined_text(joined, packed), text);
    }
    // "AB" behind a header of six octets: one empty bit first.
    EXPECT_EQ(to_hex(pieces("AB", packed, {.septets = 153, .units = 67, .header = 6}).front().octets), "8242");
}

TEST(SmppText, PartsOfTwoCodingsAreReadEachInItsOwn) {
    const std::vector<Coded> parts{{0, "a"}, {8, from_hex("D83D")}, {8, from_hex("DE00")}, {0, std::string(1, '\0')}};
    EXPECT_EQ(joined_text(parts, usual), "a😀@");
}

}  // namespace
}  // namespace sambung::adapters::smpp
