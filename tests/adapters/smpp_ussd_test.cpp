#include "adapters/smpp_ussd.h"

#include "hex.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

constexpr TimePoint start{milliseconds{0xABC}};
constexpr const char* citizen = "6281200000002";

ShortMessage typed(std::uint8_t op, std::string text, std::string_view info = "0A10") {
    ShortMessage message;
    message.service_type = "USSD";
    message.source = {1, 1, citizen};
    message.destination.digits = "*123#";
    message.text = std::move(text);
    message.tlvs = {octet(tag::ussd_service_op, op), {tag::its_session_info, from_hex(info)}};
    return message;
}

Content words(std::string text, bool ends) {
    Content content;
    content.text = std::move(text);
    content.ends_session = ends;
    return content;
}

class SmppUssd : public testing::Test {
 protected:
    Dialogues made(UssdStyle style = {}) { return Dialogues{std::move(style), {}, start}; }
    static std::string in_words(const Dialogues::Heard& heard) {
        if (const auto* hop = std::get_if<Inbound>(&heard)) {
            const auto at = hop->provider_id.find('\x1F');
            return hop->ussd->session + " hop " + hop->provider_id.substr(at + 1) + " '" + hop->text + "'";
        }
        if (const auto* end = std::get_if<SessionEnd>(&heard))
            return "end of " + (end->session.empty() ? "none" : end->session) + " after " + std::to_string(end->hops);
        return std::holds_alternative<Ignored>(heard) ? "ignored" : "malformed";
    }
    static std::string shown(const std::optional<ShortMessage>& screen) {
        if (!screen) return "nothing";
        return screen->text + " op " + std::to_string(number(screen->tlvs, tag::ussd_service_op).value_or(0)) + " " +
               to_hex(find(screen->tlvs, tag::its_session_info).value_or(""));
    }
};

TEST_F(SmppUssd, DialAnswerAndLastScreen) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Lapor", false))), "1. Lapor op 2 0A10");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "1", "0A12"), start + seconds{4})), "abc-1 hop 2 '1'");
    const auto last = dialogues.screen("abc-1", words("Terima kasih", true));
    EXPECT_EQ(shown(last), "Terima kasih op 17 0A12");
    EXPECT_EQ(last->source.digits, "*123#");
    EXPECT_EQ(last->destination, (Address{1, 1, citizen}));
    EXPECT_EQ(last->service_type, "USSD");
    EXPECT_EQ(dialogues.open(), 0U);
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("zu spät", true))), "nothing");
}

TEST_F(SmppUssd, SpeaksOfThePhoneAsE164) {
    Dialogues dialogues = made();
    const auto heard = dialogues.hear(typed(1, "*123#"), start);
    EXPECT_EQ(std::get<Inbound>(heard).from, "+6281200000002");
    EXPECT_EQ(std::get<Inbound>(heard).to, "*123#");
    EXPECT_FALSE(std::get<Inbound>(heard).ussd->accumulates);
}

TEST_F(SmppUssd, ADialThatComesTwiceIsOneHop) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start + seconds{1})), "abc-1 hop 1 ''");
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start + seconds{11})), "abc-2 hop 1 ''");
}

TEST_F(SmppUssd, AnAnswerThatComesTwiceBeforeItsScreenIsOneHop) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Lapor", false))), "1. Lapor op 2 0A10");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{4})), "abc-1 hop 2 '1'");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{5})), "abc-1 hop 2 '1'");
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Bencana", false))), "1. Bencana op 2 0A10");
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Bencana", false))), "1. Bencana op 2 0A10");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{6})), "abc-1 hop 3 '1'");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "2"), start + seconds{7})), "abc-1 hop 4 '2'");
}

TEST_F(SmppUssd, AfterABreakTheSameHopFindsItsDialogueAgainEvenAtItsEnd) {
    for (const bool last : {false, true}) {
        Dialogues dialogues = made();
        EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
        EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Lapor", false))), "1. Lapor op 2 0A10");
        EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{4})), "abc-1 hop 2 '1'");
        EXPECT_NE(shown(dialogues.screen("abc-1", words("Ini", last))), "nothing");
        dialogues.unshown("abc-1");
        EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{9})), "abc-1 hop 2 '1'");
        EXPECT_EQ(shown(dialogues.screen("abc-1", words("Ini", last))), last ? "Ini op 17 0A10" : "Ini op 2 0A10");
        if (last) dialogues.forget("abc-1");
        EXPECT_EQ(in_words(dialogues.hear(typed(18, "1"), start + seconds{10})),
                  last ? "abc-2 hop 1 '1'" : "abc-1 hop 3 '1'");
    }
}

TEST_F(SmppUssd, AnotherAnswerToAScreenThatNobodySawBeginsANewDialogue) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("1. Lapor", false))), "1. Lapor op 2 0A10");
    dialogues.unshown("abc-1");
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "2"), start + seconds{4})), "abc-2 hop 1 '2'");
}

TEST_F(SmppUssd, AnAnswerInADialogueThatIsGoneBeginsANewOne) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(18, "2"), start)), "abc-1 hop 1 '2'");
}

TEST_F(SmppUssd, IsCutByOperationByEsmClassAndByTheLastBit) {
    ShortMessage aborted = typed(1, "");
    aborted.esm_class = 0x18;
    for (const ShortMessage& cut : {typed(0x81, ""), aborted, typed(18, "", "0A11")}) {
        Dialogues dialogues = made();
        dialogues.forget("nothing");
        ASSERT_EQ(in_words(dialogues.hear(typed(1, "*123#"), start)), "abc-1 hop 1 ''");
        EXPECT_EQ(in_words(dialogues.hear(cut, start)), "end of abc-1 after 1");
        EXPECT_EQ(in_words(dialogues.hear(cut, start)), "end of none after 0");
    }
}

TEST_F(SmppUssd, WhatIsNoHopIsIgnored) {
    Dialogues dialogues = made();
    EXPECT_EQ(in_words(dialogues.hear(typed(19, ""), start)), "ignored");
    ShortMessage plain = typed(1, "LAPOR");
    plain.tlvs.clear();
    EXPECT_EQ(in_words(dialogues.hear(plain, start)), "ignored");
    ShortMessage nobody = typed(1, "*123#");
    nobody.source.digits.clear();
    EXPECT_EQ(in_words(dialogues.hear(nobody, start)), "malformed");
    ShortMessage octets = typed(1, "*123#");
    octets.data_coding = 4;
    EXPECT_EQ(in_words(dialogues.hear(octets, start)), "malformed");
}

struct Style {
    const char* what;
    UssdStyle style;
    ShortMessage dial, answer;
    std::string last;
};

UssdStyle styled(DialogueBy by, std::uint8_t close, bool end_bit) {
    UssdStyle style;
    style.dialogue = by;
    style.close = close;
    style.end_bit = end_bit;
    return style;
}

ShortMessage with_reference(ShortMessage message) {
    message.tlvs.back() = two_octets(tag::user_message_reference, 0x1234);
    return message;
}

TEST_F(SmppUssd, EveryCentreBendsItInItsOwnWay) {
    const Style rows[] = {
        {"session in 15 bits, an end bit", styled(DialogueBy::its15, 17, true), typed(1, "*1#", "0A10"),
         typed(18, "1", "0A10"), "Selesai op 17 0A11"},
        {"close is 0x17, user_message_reference", styled(DialogueBy::reference, 0x17, false),
         with_reference(typed(1, "*1#")), with_reference(typed(18, "1")), "Selesai op 23 "},
        {"one dialogue a phone", styled(DialogueBy::phone, 17, false), typed(1, "*1#", "0A10"), typed(18, "1", "0C30"),
         "Selesai op 17 0C30"},
    };
    for (const Style& row : rows) {
        SCOPED_TRACE(row.what);
        Dialogues dialogues = made(row.style);
        EXPECT_EQ(in_words(dialogues.hear(row.dial, start)), "abc-1 hop 1 ''");
        EXPECT_EQ(in_words(dialogues.hear(row.answer, start)), "abc-1 hop 2 '1'");
        const auto last = dialogues.screen("abc-1", words("Selesai", true));
        EXPECT_EQ(shown(last), row.last);
        EXPECT_EQ(find(last->tlvs, tag::user_message_reference), find(row.dial.tlvs, tag::user_message_reference));
    }
}

TEST_F(SmppUssd, OverItsLimitTheOldestIsForgotten) {
    Dialogues dialogues{{}, {.life = seconds{600}, .most = 2}, start};
    for (const char* info : {"0110", "0210", "0310"}) {
        const auto heard = dialogues.hear(typed(1, "*1#", info), start + seconds{info[1]});
        ASSERT_TRUE(std::holds_alternative<Inbound>(heard));
    }
    EXPECT_EQ(dialogues.open(), 2U);
    EXPECT_EQ(shown(dialogues.screen("abc-1", words("x", false))), "nothing");
    EXPECT_EQ(shown(dialogues.screen("abc-3", words("x", false))), "x op 2 0310");
}

}  // namespace
}  // namespace sambung::adapters::smpp
