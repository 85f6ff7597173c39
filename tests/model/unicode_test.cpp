#include "model/unicode.h"

#include "hex.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

struct Utf8Row {
    std::string_view what;
    std::string_view bytes;
    std::string_view repaired;
    std::size_t characters;
};

constexpr Utf8Row utf8_rows[] = {
    {"plain", "Melati", "Melati", 6},
    {"two, three and four bytes", "é–🙏", "é–🙏", 3},
    {"last of the planes", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF", 1},
    {"beyond the planes", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", 4},
    {"overlong slash", "\xC0\xAF", "\uFFFD\uFFFD", 2},
    {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},
    {"cut short", "a\xE2\x80", "a\uFFFD\uFFFD", 3},
    {"lone continuation", "\x80z", "\uFFFDz", 2},
    {"lead before a letter", "\xC3z", "\uFFFDz", 2},
};

TEST(Unicode, BrokenBytesAreReplacedAndGoodOnesKept) {
    for (const auto& row : utf8_rows) {
        EXPECT_EQ(repaired_utf8(row.bytes), row.repaired) << row.what;
        EXPECT_EQ(characters(row.bytes), row.characters) << row.what;
        EXPECT_EQ(valid_utf8(row.bytes), row.bytes == row.repaired) << row.what;
    }
}

TEST(Unicode, Utf16IsBigEndianWithSurrogatePairs) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"a", "0061"}, {"Jum’at", "004A0075006D201900610074"}, {"🙏", "D83DDE4F"}, {"", ""}};
    for (const auto& [text, hex] : rows) {
        EXPECT_EQ(to_hex(utf16be_encode(text)), hex) << text;
        EXPECT_EQ(utf16be_decode(from_hex(hex)), text) << text;
    }
}

TEST(Unicode, BrokenUtf16IsReplaced) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {{"D83D", "\uFFFD"},
                                                                      {"DE4F0061", "\uFFFDa"},
                                                                      {"D83D0061", "\uFFFDa"},
                                                                      {"006100", "a\uFFFD"},
                                                                      {"D83DD83DDE4F", "\uFFFD🙏"}};
    for (const auto& [hex, text] : rows) EXPECT_EQ(utf16be_decode(from_hex(hex)), text) << hex;
}

}  // namespace
}  // namespace sambung
