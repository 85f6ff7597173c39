#include "kannel_text.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

using std::string_view_literals::operator""sv;

TEST(KannelText, IsUtf8WhateverItCameIn) {
    struct Row {
        std::string_view bytes;
        std::string_view charset;
        std::string_view text;
    };
    constexpr Row rows[] = {
        {"Jum’at", "UTF-8", "Jum’at"},
        {"Jum’at", "", "Jum’at"},
        {"Jum’at", "GSM", "Jum’at"},
        {"a\xFF", "utf-8", "a\uFFFD"},
        {"\0J\x20\x19"sv, "UTF-16BE", "J’"},
        {"\0J\x20\x19"sv, "utf-16be", "J’"},
        {"\0J\x20"sv, "UCS-2", "J\uFFFD"},
        {"\xE9", "ISO-8859-1", "é"},
        {"\x92\x80\x81", "windows-1252", "’€\uFFFD"},
    };
    for (const Row& row : rows) EXPECT_EQ(text_in_charset(row.bytes, row.charset), row.text) << row.charset;
}

}  // namespace
}  // namespace sambung::adapters
