#include "adapters/smpp_long.h"

#include "hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Coding usual{};
constexpr TimePoint start{milliseconds{1'000'000}};

ShortMessage frame() {
    ShortMessage message;
    message.source.digits = "2345";
    message.destination = {1, 1, "6281200000009"};
    return message;
}

std::string story() {
    std::string out;
    while (out.size() < 320) out += "bapak tua di emperan pasar " + std::to_string(out.size()) + ". ";
    return out;
}

TEST(SmppSplit, AShortTextStaysAsItIs) {
    for (const LongBy how : {LongBy::udh8, LongBy::udh16, LongBy::sar, LongBy::payload}) {
        const auto parts = split(frame(), "Halo", usual, how, 7);
        ASSERT_EQ(parts.size(), 1U);
        EXPECT_EQ(parts.front().text, "Halo");
        EXPECT_EQ(parts.front().esm_class, 0);
        EXPECT_THAT(parts.front().tlvs, IsEmpty());
    }
}

TEST(SmppSplit, WritesTheHeaderOfTheLink) {
    const auto udh8 = split(frame(), story(), usual, LongBy::udh8, 0x12AB);
    ASSERT_EQ(udh8.size(), 3U);
    EXPECT_EQ(to_hex(udh8[1].text.substr(0, 6)), "050003AB0302");
    EXPECT_EQ(udh8[1].esm_class, 0x40);
    const auto udh16 = split(frame(), story(), usual, LongBy::udh16, 0x12AB);
    EXPECT_EQ(to_hex(udh16[2].text.substr(0, 7)), "06080412AB0303");
    const auto sar = split(frame(), story(), usual, LongBy::sar, 0x12AB);
    EXPECT_EQ(sar[0].esm_class, 0);
    EXPECT_THAT(sar[0].tlvs, ElementsAre(Tlv{0x020C, from_hex("12AB")}, octet(0x020E, 3), octet(0x020F, 1)));
    const auto payload = split(frame(), story(), usual, LongBy::payload, 0x12AB);
    ASSERT_EQ(payload.size(), 1U);
    EXPECT_EQ(payload[0].text, "");
    EXPECT_EQ(payload[0].octets(), story());
}

TEST(SmppSplit, NothingFitsIntoMoreThan255Parts) {
    EXPECT_THAT(split(frame(), std::string(39'168, 'a'), usual, LongBy::udh8, 1), IsEmpty());
}

struct Whole {
    std::string text;
    bool complete = true;
    std::vector<std::int64_t> tokens;
    bool operator==(const Whole&) const = default;
};

class SmppReassembly : public testing::Test {
 protected:
    std::optional<Whole> add(const ShortMessage& message, std::int64_t token) {
        const Carried in = carried(message);
        if (!in.place) return std::nullopt;
        auto whole = piles_.add(message.source.digits, *in.place, joinable(in.coded, coding_, in.header), token, now_);
        if (!whole) return std::nullopt;
        return Whole{joined_text(whole->parts, coding_), whole->complete, whole->tokens};
    }
    std::vector<Whole> fallen_out() {
        std::vector<Whole> out;
        for (const auto& whole : piles_.fallen_out(now_))
            out.push_back({joined_text(whole.parts, coding_), whole.complete, whole.tokens});
        return out;
    }

    Coding coding_;
    TimePoint now_ = start;
    Reassembly piles_{{.within = seconds{1800}, .messages = 2, .octets = 2000}};
};

TEST_F(SmppReassembly, JoinsWhatEveryWayOfSplittingMade) {
    const std::string emoji = story() + "😀" + story();
    for (const std::string& text : {story(), emoji})
        for (const bool packed : {false, true})
            for (const LongBy how : {LongBy::udh8, LongBy::udh16, LongBy::sar}) {
                coding_.packed = packed;
                std::optional<Whole> whole;
                for (const ShortMessage& part : split(frame(), text, coding_, how, 99)) {
                    EXPECT_FALSE(whole.has_value());
                    whole = add(part, 1);
                }
                ASSERT_TRUE(whole.has_value());
                EXPECT_EQ(whole->text, text);
            }
    EXPECT_EQ(piles_.octets(), 0U);
}

TEST_F(SmppReassembly, TakesPartsInAnyOrderAndRepeatsForOne) {
    const auto parts = split(frame(), story(), usual, LongBy::udh8, 5);
    EXPECT_EQ(add(parts[2], 13), std::nullopt);
    EXPECT_EQ(add(parts[0], 11), std::nullopt);
    EXPECT_EQ(add(parts[0], 14), std::nullopt);
    EXPECT_EQ(add(parts[1], 12), (Whole{story(), true, {13, 11, 14, 12}}));
}

TEST_F(SmppReassembly, OtherOctetsInAPlaceThatIsTakenBeginANewMessage) {
    const std::string other(320, 'b');
    const auto old = split(frame(), story(), usual, LongBy::udh8, 5);
    const auto parts = split(frame(), other, usual, LongBy::udh8, 5);
    EXPECT_EQ(add(old[0], 1), std::nullopt);
    EXPECT_EQ(add(old[1], 2), std::nullopt);
    EXPECT_EQ(add(parts[0], 3), (Whole{story().substr(0, 306), false, {1, 2}}));
    EXPECT_EQ(piles_.octets(), 153U);
    EXPECT_EQ(add(parts[1], 4), std::nullopt);
    EXPECT_EQ(add(parts[2], 5), (Whole{other, true, {3, 4, 5}}));
}

TEST_F(SmppReassembly, KeepsSendersAndReferencesApart) {
    const auto mine = split(frame(), story(), usual, LongBy::udh8, 5);
    auto yours = mine;
    for (ShortMessage& part : yours) part.source.digits = "2346";
    EXPECT_EQ(add(mine[0], 1), std::nullopt);
    EXPECT_EQ(add(yours[1], 2), std::nullopt);
    EXPECT_EQ(add(mine[1], 3), std::nullopt);
    EXPECT_EQ(add(yours[2], 4), std::nullopt);
    EXPECT_EQ(add(mine[2], 5)->tokens, (std::vector<std::int64_t>{1, 3, 5}));
}

TEST_F(SmppReassembly, WhatStaysIncompleteFallsOutInTime) {
    const auto parts = split(frame(), story(), usual, LongBy::udh8, 5);
    EXPECT_EQ(add(parts[1], 7), std::nullopt);
    now_ += seconds{1799};
    EXPECT_THAT(fallen_out(), IsEmpty());
    now_ += seconds{1};
    EXPECT_THAT(fallen_out(), ElementsAre(Whole{story().substr(153, 153), false, {7}}));
}

TEST_F(SmppReassembly, TheOldestFallsOutWhenThereIsNoRoom) {
    for (std::uint16_t reference = 1; reference <= 3; ++reference) {
        now_ += seconds{1};
        EXPECT_EQ(add(split(frame(), story(), usual, LongBy::udh8, reference)[0], reference), std::nullopt);
    }
    EXPECT_THAT(fallen_out(), ElementsAre(Whole{story().substr(0, 153), false, {1}}));
    EXPECT_EQ(piles_.octets(), 306U);
}

ShortMessage with_header(std::string_view hex) {
    ShortMessage message = frame();
    message.esm_class = 0x40;
    message.text = from_hex(hex) + "text";
    return message;
}

TEST(SmppCarried, ImpossibleHeadersArePassedOver) {
    const std::pair<std::string_view, bool> rows[] = {
        {"0500032A0201", true},              // part 1 of 2
        {"0A0003AB0201050423F423F4", true},  // with ports behind it
        {"0500032A0101", false},             // part 1 of 1
        {"0500032A0200", false},             // part 0
        {"0500032A0203", false},             // part 3 of 2
        {"050002AB0201", false},             // an element of another length
        {"030003AB", false},                 // runs over its header
    };
    for (const auto& [hex, placed] : rows) {
        const Carried in = carried(with_header(hex));
        EXPECT_EQ(in.place.has_value(), placed) << hex;
    }
    EXPECT_EQ(carried(with_header("0500032A0101")).coded.octets, "text");
    EXPECT_EQ(carried(with_header("FF")).coded.octets, "\xFFtext");  // longer than the message
}

}  // namespace
}  // namespace sambung::adapters::smpp
