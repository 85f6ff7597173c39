// Tables and vectors of 3GPP TS 23.038.
#include "model/gsm7.h"

#include "hex.h"
#include "model/unicode.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

TEST(Gsm7, EveryCharacterOfTheBasicTableHasTheCodeOfItsPlace) {
    // Code, character: one row a corner of the table where implementations have gone wrong.
    constexpr std::pair<char, std::string_view> rows[] = {
        {0x00, "@"},  {0x01, "£"}, {0x02, "$"}, {0x03, "¥"}, {0x05, "é"}, {0x08, "ò"}, {0x09, "Ç"}, {0x0A, "\n"},
        {0x0D, "\r"}, {0x0F, "å"}, {0x10, "Δ"}, {0x11, "_"}, {0x1A, "Ξ"}, {0x1C, "Æ"}, {0x1E, "ß"}, {0x1F, "É"},
        {0x20, " "},  {0x24, "¤"}, {0x30, "0"}, {0x3F, "?"}, {0x40, "¡"}, {0x41, "A"}, {0x5A, "Z"}, {0x5B, "Ä"},
        {0x5E, "Ü"},  {0x5F, "§"}, {0x60, "¿"}, {0x61, "a"}, {0x7A, "z"}, {0x7B, "ä"}, {0x7F, "à"},
    };
    for (const auto& [septet, character] : rows) {
        EXPECT_EQ(gsm7_encode(character), std::string(1, septet)) << character;
        EXPECT_EQ(gsm7_decode(std::string(1, septet)), character) << character;
        EXPECT_EQ(septets(character), 1U) << character;
    }
}

TEST(Gsm7, EveryCodeButTheEscapeComesBackFromItsCharacter) {
    for (int code = 0; code < 128; ++code) {
        if (code == 0x1B) continue;
        const std::string septet(1, static_cast<char>(code));
        EXPECT_EQ(gsm7_encode(gsm7_decode(septet)), septet) << "code " << code;
    }
}

TEST(Gsm7, TheExtensionTableCostsTwoSeptets) {
    constexpr std::pair<char, std::string_view> rows[] = {{0x0A, "\f"}, {0x14, "^"}, {0x28, "{"}, {0x29, "}"},
                                                          {0x2F, "\\"}, {0x3C, "["}, {0x3D, "~"}, {0x3E, "]"},
                                                          {0x40, "|"},  {0x65, "€"}};
    for (const auto& [code, character] : rows) {
        const std::string pair{'\x1B', code};
        EXPECT_EQ(gsm7_encode(character), pair) << character;
        EXPECT_EQ(gsm7_decode(pair), character) << character;
        EXPECT_EQ(septets(character), 2U) << character;
    }
}

TEST(Gsm7, WhatTheTablesDoNotKnowIsShownAsTheStandardAsks) {
    EXPECT_EQ(gsm7_decode("\x1B"
                          "A"),
              "A");
    EXPECT_EQ(gsm7_decode("\x1B\x1B"), " ");
    EXPECT_EQ(gsm7_decode("x\x1B"), "x ");
    EXPECT_EQ(gsm7_decode("\x80"), "?");
    EXPECT_EQ(gsm7_decode("\x1B\xFF"), "?");
}

TEST(Gsm7, TextOutsideTheAlphabetIsNotEncoded) {
    for (const std::string_view text : {"Jum`at", "ç", "Jum’at", "🙏", "\t", "\x1B", "\xC3", "a\xFFz"}) {
        EXPECT_EQ(gsm7_encode(text), std::nullopt) << text;
        EXPECT_EQ(septets(text), std::nullopt) << text;
    }
}

TEST(Gsm7, TheFirstCharacterOutsideIsNamedWhole) {
    EXPECT_EQ(first_outside_gsm7("Jum’at ‘ini’"), "’");
    EXPECT_EQ(first_outside_gsm7("RT 03 🙏"), "🙏");
    EXPECT_EQ(first_outside_gsm7("a\xFF"), "\xFF");
    EXPECT_EQ(first_outside_gsm7("Jl. Melati {5}"), "");
}

TEST(Gsm7, PhoneTypingBecomesItsNearestText) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"Jum’at", "Jum'at"},
        {"Jum`at", "Jum'at"},
        {"“BANTUAN” – beras…", "\"BANTUAN\" - beras..."},
        {"RT\u00A003", "RT 03"},
        {"a\tb", "a b"},
        {"façade", "facade"},
        {"Ŝêkolah Mãju ÿ", "Sekolah Maju y"},
        {"e\u0301", "e"},
        {"Thiện Nguyễn", "Thien Nguyen"},
        {"ＬＡＰＯＲ　１", "LAPOR 1"},
        {"½ kg", "1/2 kg"},
        {"Œuvre ĳs", "OEuvre ijs"},
        {"× ÷", "x :"},
        {"🙏🏽 terima kasih", "? terima kasih"},
        {"\u202A0812\u202C", "0812"},
        {"ꦗꦮ", "??"},
        {"a\xFFz", "a?z"},
        {"@£é Ω €[x]", "@£é Ω €[x]"},
        {"", ""},
    };
    for (const auto& [typed, sent] : rows) EXPECT_EQ(to_gsm7_text(typed), sent);
}

TEST(Gsm7, EveryReplacementFitsTheAlphabet) {
    for (char32_t character = 1; character < 0x30000; ++character) {
        if (character >= 0xD800 && character <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, character);
        ASSERT_EQ(first_outside_gsm7(to_gsm7_text(text)), "") << std::hex << static_cast<unsigned>(character);
    }
}

struct PackingRow {
    std::string_view text;
    std::string_view sms;
    std::string_view ussd;
};

TEST(Gsm7, PackingAgreesWithTheVectors) {
    constexpr PackingRow rows[] = {
        {"hellohello", "E8329BFD4697D9EC37", "E8329BFD4697D9EC37"},
        {"*100#", "AA180C3602", "AA180C3602"},
        {"1234567", "31D98C56B3DD00", "31D98C56B3DD1A"},
        {"12345678", "31D98C56B3DD70", "31D98C56B3DD70"},
        {"{€}", "1BD4A6BC4901", "1BD4A6BC4901"},
        {"", "", ""},
    };
    for (const auto& [text, sms, ussd] : rows) {
        const std::string septet_bytes = gsm7_encode(text).value();
        EXPECT_EQ(to_hex(gsm7_pack(septet_bytes, Packing::sms)), sms) << text;
        EXPECT_EQ(to_hex(gsm7_pack(septet_bytes, Packing::ussd)), ussd) << text;
        EXPECT_EQ(gsm7_unpack(from_hex(sms), Packing::sms), septet_bytes) << text;
        EXPECT_EQ(gsm7_unpack(from_hex(ussd), Packing::ussd), septet_bytes) << text;
    }
    EXPECT_EQ(to_hex(gsm7_encode("{€}").value()), "1B281B651B29");
}

TEST(Gsm7, AUssdTextThatEndsInCrAtAnOctetEdgeKeepsIt) {
    // TS 23.038 6.1.2.3.1: the receiver would take a last CR on an octet boundary for filling.
    EXPECT_EQ(gsm7_unpack(gsm7_pack("1234567\r", Packing::ussd), Packing::ussd), "1234567\r\r");
}

}  // namespace
}  // namespace sambung
