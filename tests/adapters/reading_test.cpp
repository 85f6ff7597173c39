#include "reading.h"

#include "model/message.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

constexpr std::int64_t none = -1;

std::int64_t seconds_of(std::optional<TimePoint> time) { return time ? to_millis(*time) / 1000 : none; }

TEST(Times, AreReadAsProvidersWriteThem) {
    constexpr std::pair<std::string_view, std::int64_t> rows[] = {
        {"2026-01-01T00:00:05Z", 1'767'225'605},
        {"2026-01-01 00:00:05", 1'767'225'605},
        {"2026-01-01T00:00:05", 1'767'225'605},
        {"2026-01-01T00:00:05.000+0000", 1'767'225'605},
        {"2026-01-01T07:00:05.123+07:00", 1'767'225'605},
        {"2025-12-31T19:00:05-0500", 1'767'225'605},
        {"2024-02-29T00:00:00Z", 1'709'164'800},
        {"2026-02-29T00:00:00Z", none},
        {"2026-13-01T00:00:00Z", none},
        {"2026-01-01T24:00:00Z", none},
        {"2026-01-01T00:00", none},
        {"2026-01-01", none},
        {"2026-1-1T00:00:00Z", none},
        {"-026-01-01T00:00:00Z", none},
        {"2026-01-01T00:00:05 UTC", none},
        {"2026-01-01T00:00:05+7", none},
        {"01/01/2026", none},
        {"", none},
    };
    for (const auto& [text, expected] : rows) EXPECT_EQ(seconds_of(iso_time(text)), expected) << text;
}

TEST(Times, SecondsSinceTheEpochAreWholeAndNotNegative) {
    EXPECT_EQ(seconds_of(epoch_seconds("1767225605")), 1'767'225'605);
    EXPECT_EQ(seconds_of(epoch_seconds("0")), 0);
    for (const std::string_view text : {"", "-1", "1.5", "17 ", "9999999999999", "99999999999999999999", "x"})
        EXPECT_EQ(epoch_seconds(text), std::nullopt) << text;
}

TEST(Times, OfAnyKind) {
    EXPECT_EQ(seconds_of(any_time("1767225605")), 1'767'225'605);
    EXPECT_EQ(seconds_of(any_time("1767225605999")), 1'767'225'605);
    EXPECT_EQ(seconds_of(any_time("2026-01-01 00:00:05")), 1'767'225'605);
    EXPECT_EQ(any_time("kemarin"), std::nullopt);
}

TEST(Times, WhatCannotBeTrueIsNow) {
    constexpr TimePoint now = from_millis(1'767'225'600'000);
    using std::chrono::days;
    using std::chrono::minutes;
    EXPECT_EQ(judged(std::nullopt, now), now);
    EXPECT_EQ(judged(now - days{7}, now), now - days{7});
    EXPECT_EQ(judged(now - days{31}, now), now);
    EXPECT_EQ(judged(now + minutes{10}, now), now + minutes{10});
    EXPECT_EQ(judged(now + minutes{11}, now), now);
}

TEST(Ids, AreUsableIfTheyAreShortPlainText) {
    EXPECT_TRUE(usable("wamid.HBgM=="));
    EXPECT_TRUE(usable(std::string(256, 'a')));
    for (const std::string& id : {std::string{}, std::string(257, 'a'), std::string{"a\nb"}, std::string{"a\x1F"},
                                  std::string(1, '\0'), std::string{"a\xFF"}, std::string{"a\x7F"}})
        EXPECT_FALSE(usable(id)) << id;
}

TEST(Codes, ThatCouldHoldANumberOrASentenceAreNotKept) {
    EXPECT_EQ(harmless("UserInBlackList"), "UserInBlackList");
    EXPECT_EQ(harmless("131047"), "131047");
    EXPECT_EQ(harmless("0x0000000b"), "0x0000000b");
    for (const std::string_view code : {"6281200000001", "no such user", "a=b", "Siti@x", ""})
        EXPECT_EQ(harmless(code), "") << code;
}

TEST(Senders, AreNumbersWhereTheyAreNumbers) {
    EXPECT_EQ(phone_or_word(" 6281200000001"), "+6281200000001");
    EXPECT_EQ(phone_or_word("081200000001"), "+6281200000001");
    EXPECT_EQ(phone_or_word("TELKOMSEL"), "TELKOMSEL");
    EXPECT_EQ(phone_or_word("2345"), "2345");
    EXPECT_EQ(abroad_or_word("6281200000001"), "+6281200000001");
    EXPECT_EQ(abroad_or_word("818012345678"), "+818012345678");
    EXPECT_EQ(abroad_or_word("+6281200000001"), "+6281200000001");
    EXPECT_EQ(abroad_or_word("081200000001"), "+6281200000001");
    EXPECT_EQ(abroad_or_word("2345"), "2345");
    EXPECT_EQ(abroad_or_word("BANK"), "BANK");
    const std::string longest(longest_provider_id, '6');
    EXPECT_EQ(abroad_or_word(longest), longest) << "what was usable stays so";
}

}  // namespace
}  // namespace sambung::adapters
