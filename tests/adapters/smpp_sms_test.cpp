#include "adapters/smpp_sms.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

constexpr TimePoint start{milliseconds{0xABC}};

LinkSettings link() {
    LinkSettings link;
    link.from = {5, 0, "DINSOS"};
    return link;
}

Outbound outbound(std::string to, std::string text) {
    Outbound message;
    message.ref = "12ab56789abcdef0123456789abcdef0";
    message.to = std::move(to);
    message.content.text = std::move(text);
    return message;
}

TEST(SmppSms, GoesToAPhoneFromOurSender) {
    const auto sent = submits(outbound("+6281200000009", "Halo"), link());
    ASSERT_TRUE(sent.has_value());
    ASSERT_EQ(sent->size(), 1U);
    EXPECT_EQ(sent->front().destination, (Address{1, 1, "6281200000009"}));
    EXPECT_EQ(sent->front().source, (Address{5, 0, "DINSOS"}));
    EXPECT_EQ(sent->front().registered_delivery, 1);
    EXPECT_EQ(sent->front().text, "Halo");
}

TEST(SmppSms, AsksForAReceiptUnlessTheLinkHasNone) {
    const std::pair<Receipts, int> rows[] = {{Receipts::none, 0}, {Receipts::marked, 1}, {Receipts::by_text, 1}};
    for (const auto& [receipts, registered] : rows) {
        LinkSettings settings = link();
        settings.receipts = receipts;
        EXPECT_EQ(submits(outbound("+6281200000009", "Halo"), settings)->front().registered_delivery, registered);
    }
}

TEST(SmppSms, ASecondTryHasTheReferenceOfTheFirst) {
    const Outbound message = outbound("+6281200000009", std::string(200, 'a'));
    const auto sent = submits(message, link());
    ASSERT_EQ(sent->size(), 2U);
    EXPECT_EQ(sent->front().text.substr(0, 6), std::string("\x05\x00\x03\xAB\x02\x01", 6));
    EXPECT_EQ(*sent, *submits(message, link()));
}

TEST(SmppSms, WhatIsNoSmsIsRefused) {
    EXPECT_FALSE(submits(outbound("DINSOS", "Halo"), link()).has_value());
    EXPECT_FALSE(submits(outbound("+6281200000009", ""), link()).has_value());
}

TEST(SmppSms, PhonesAreReadByTheirType) {
    const std::pair<Address, std::string_view> rows[] = {{{1, 1, "6281200000009"}, "+6281200000009"},
                                                         {{0, 0, "6281200000009"}, "+6281200000009"},
                                                         {{2, 1, "081200000009"}, "+6281200000009"},
                                                         {{1, 1, "818012345678"}, "+818012345678"},
                                                         {{1, 1, "+6281200000009"}, "+6281200000009"},
                                                         {{5, 0, "DINSOS"}, "DINSOS"},
                                                         {{3, 0, "1708"}, "1708"}};
    for (const auto& [address, phone] : rows) EXPECT_EQ(phone_of(address), phone);
}

TEST(SmppSms, NobodySendsNothing) {
    EXPECT_FALSE(sms_from({}, {0, 0, "2345"}, "LAPOR", "1", start).has_value());
    const auto message = sms_from({1, 1, "6281200000009"}, {0, 0, "2345"}, "LAPOR", "1", start);
    EXPECT_EQ(message->from, "+6281200000009");
    EXPECT_EQ(message->to, "2345");
}

TEST(SmppRepeats, EqualMessagesAreTwoWhileTheConnectionHolds) {
    Repeats repeats{start};
    EXPECT_EQ(repeats.id_of("1", start), "abc-1");
    EXPECT_EQ(repeats.id_of("1", start), "abc-2");
}

TEST(SmppRepeats, WhatWasNotAnsweredIsKnownAgainOnceAfterABreak) {
    Repeats repeats{start};
    EXPECT_EQ(repeats.id_of("1", start), "abc-1");
    repeats.lost(start, start);
    EXPECT_EQ(repeats.id_of("1", start + seconds{5}), "abc-1");
    repeats.answered("abc-1", start + seconds{5});
    EXPECT_EQ(repeats.id_of("1", start + seconds{6}), "abc-2");
}

TEST(SmppRepeats, AnAnswerJustBeforeTheBreakMayBeLostAnEarlierOneIsNot) {
    Repeats repeats{start};
    EXPECT_EQ(repeats.id_of("a", start), "abc-1");
    repeats.answered("abc-1", start);
    EXPECT_EQ(repeats.id_of("b", start + seconds{1}), "abc-2");
    repeats.answered("abc-2", start + seconds{1});
    repeats.lost(start + milliseconds{2'500}, start + seconds{60});
    EXPECT_EQ(repeats.id_of("a", start + seconds{61}), "abc-3");
    EXPECT_EQ(repeats.id_of("b", start + seconds{61}), "abc-2");
}

TEST(SmppRepeats, NothingIsDoubtedForEver) {
    Repeats repeats{start};
    EXPECT_EQ(repeats.id_of("1", start), "abc-1");
    repeats.lost(start, start);
    EXPECT_EQ(repeats.id_of("1", start + seconds{600}), "abc-2");
    EXPECT_EQ(repeats.remembered(), 1U);
}

}  // namespace
}  // namespace sambung::adapters::smpp
