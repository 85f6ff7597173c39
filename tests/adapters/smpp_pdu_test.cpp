// PDUs as another implementation writes them (npm smpp 0.5.1), read and written back, and what nobody should send.
#include "adapters/smpp_pdu.h"

#include "hex.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

Pdu request(Command command, std::uint32_t sequence, Body body) {
    return {static_cast<std::uint32_t>(command), 0, sequence, std::move(body)};
}

Pdu answer(Command command, std::uint32_t sequence, Body body, std::uint32_t status = 0) {
    return {static_cast<std::uint32_t>(command) | answer_bit, status, sequence, std::move(body)};
}

constexpr const char* citizen = "6281200000009";
constexpr const char* dialler = "6281200000002";

ShortMessage plain() {
    ShortMessage message;
    message.source.digits = "2345";
    message.destination = {1, 1, citizen};
    return message;
}

ShortMessage with_text(std::string text, std::uint8_t registered) {
    ShortMessage message = plain();
    message.text = std::move(text);
    message.registered_delivery = registered;
    return message;
}

ShortMessage dial() {
    ShortMessage message;
    message.service_type = "USSD";
    message.source = {1, 1, dialler};
    message.destination = {0, 0, "*123#"};
    message.text = "*123#";
    message.tlvs = {octet(tag::ussd_service_op, 1), {tag::its_session_info, "\x0A\x10"}};
    return message;
}

ShortMessage screen() {
    ShortMessage message;
    message.service_type = "USSD";
    message.source = {0, 0, "*123#"};
    message.destination = {1, 1, dialler};
    message.text = "1. Lapor";
    message.tlvs = {octet(tag::ussd_service_op, 2), {tag::its_session_info, "\x0A\x10"}};
    return message;
}

ShortMessage payload() {
    ShortMessage message = plain();
    message.tlvs = {{tag::message_payload, "Halo"}};
    return message;
}

ShortMessage first_of_two() {
    ShortMessage message = plain();
    message.esm_class = 0x40;
    message.data_coding = 8;
    message.text = from_hex("0500032A0201004800E9");
    return message;
}

ShortMessage receipt() {
    ShortMessage message;
    message.source = {1, 1, citizen};
    message.destination.digits = "2345";
    message.esm_class = 4;
    message.text =
        "id:3FE sub:001 dlvrd:001 submit date:2611222251 done date:2611222251 stat:DELIVRD err:000 text:Halo";
    message.tlvs = {{tag::receipted_message_id, std::string("3FE\0", 4)}, octet(tag::message_state, 2)};
    return message;
}

struct Vector {
    std::string_view what;
    std::string_view hex;
    Pdu pdu;
};

std::vector<Vector> vectors() {
    Bind bind;
    bind.system_id = "dinsos";
    bind.password = "rahasia";
    bind.system_type = "VMA";
    return {
        {"bind_transceiver", "0000002700000009000000000000000164696E736F73007261686173696100564D410034000000",
         request(Command::bind_transceiver, 1, bind)},
        {"its answer", "0000001A800000090000000000000001534D5343000210000134",
         answer(Command::bind_transceiver, 1, BindAnswer{"SMSC", {octet(tag::sc_interface_version, 0x34)}})},
        {"submit_sm",
         "000000360000000400000000000000020000003233343500010136323831323030303030303039000000000000010000000448616C6F",
         request(Command::submit_sm, 2, with_text("Halo", 1))},
        {"its answer", "0000001480000004000000000000000233464500",
         answer(Command::submit_sm, 2, MessageAnswer{"3FE", {}})},
        {"throttled: a header only", "00000010800000040000005800000003", answer(Command::submit_sm, 3, Bare{}, 0x58)},
        {"a dial",
         "0000004700000005000000000000000755535344000101363238313230303030303030320000002A3132332300000000000000000000"
         "052A313233230501000101138300020A10",
         request(Command::deliver_sm, 7, dial())},
        {"a screen",
         "0000004A000000040000000000000008555353440000002A3132332300010136323831323030303030303032000000000000000000"
         "0008312E204C61706F720501000102138300020A10",
         request(Command::submit_sm, 8, screen())},
        {"message_payload",
         "0000003A00000004000000000000000900000032333435000101363238313230303030303030390000000000000000000000042400"
         "0448616C6F",
         request(Command::submit_sm, 9, payload())},
        {"UDH and UCS-2",
         "0000003C00000004000000000000000A0000003233343500010136323831323030303030303039004000000000000008000A050003"
         "2A0201004800E9",
         request(Command::submit_sm, 10, first_of_two())},
        {"a receipt",
         "000000A200000005000000000000000B0001013632383132303030303030303900000032333435000400000000000000006369643A"
         "334645207375623A30303120646C7672643A303031207375626D697420646174653A3236313132323232353120646F6E6520646174"
         "653A3236313132323232353120737461743A44454C49565244206572723A30303020746578743A48616C6F001E0004334645000427"
         "000102",
         request(Command::deliver_sm, 11, receipt())},
        {"enquire_link", "0000001000000015000000000000000C", request(Command::enquire_link, 12, Bare{})},
        {"its answer", "0000001080000015000000000000000C", answer(Command::enquire_link, 12, Bare{})},
        {"unbind", "0000001000000006000000000000000D", request(Command::unbind, 13, Bare{})},
        {"generic_nack", "0000001080000000000000030000000E", {0x80000000, 3, 14, Bare{}}},
    };
}

TEST(SmppPdu, IsReadAsAnotherImplementationWroteIt) {
    for (const Vector& vector : vectors()) {
        SCOPED_TRACE(vector.what);
        const auto pdu = decode(from_hex(vector.hex));
        ASSERT_TRUE(pdu.has_value()) << describe(pdu.error());
        EXPECT_EQ(*pdu, vector.pdu);
    }
}

TEST(SmppPdu, IsWrittenAsAnotherImplementationWritesIt) {
    for (const Vector& vector : vectors()) {
        SCOPED_TRACE(vector.what);
        const auto octets = encode(vector.pdu);
        ASSERT_TRUE(octets.has_value()) << describe(octets.error());
        EXPECT_EQ(to_hex(*octets), vector.hex);
    }
}

TEST(SmppPdu, DataSmAndAlertsComeBackAsTheyWent) {
    ShortMessage data = payload();
    data.registered_delivery = 1;
    const Pdu pdus[] = {
        request(Command::data_sm, 5, data),
        request(Command::alert_notification, 6, Alert{{1, 1, citizen}, {0, 0, "2345"}, {octet(0x0422, 0)}}),
        request(Command::query_sm, 7, Unread{"whatever"}),
    };
    for (const Pdu& pdu : pdus) EXPECT_EQ(decode(encode(pdu).value()).value(), pdu);
}

TEST(SmppPdu, AnAnswerMayLackItsBody) {
    const auto delivered = decode(from_hex("00000010800000050000000000000007"));
    ASSERT_TRUE(delivered.has_value());
    EXPECT_EQ(std::get<MessageAnswer>(delivered->body).message_id, "");
}

TEST(SmppPdu, WhatRunsOverItsEndIsRefused) {
    const std::string_view broken[] = {
        "",
        "00000010",
        "0000001100000015000000000000000C",                  // longer than it is
        "000000120000000900000000000000016464",              // no NUL
        "00000015800000090000000000000001534D534300021000",  // half a TLV
        "000000140000000500000000000000020000003233",        // ends in an address
    };
    for (const std::string_view hex : broken) {
        const auto pdu = decode(from_hex(hex));
        ASSERT_FALSE(pdu.has_value()) << hex;
        EXPECT_EQ(pdu.error().code, Errc::invalid_request);
    }
}

TEST(SmppPdu, AFieldOverItsLengthIsNamed) {
    ShortMessage long_text = plain();
    long_text.text = std::string(255, 'a');
    ShortMessage long_number = plain();
    long_number.destination.digits = std::string(21, '1');
    ShortMessage odd_time = plain();
    odd_time.validity = "1";
    const std::pair<ShortMessage, std::string_view> rows[] = {
        {long_text, "smpp: field 'short_message' is too long"},
        {long_number, "smpp: field 'destination_addr' is too long"},
        {odd_time, "smpp: field 'validity_period' is too long"},
    };
    for (const auto& [message, detail] : rows) {
        const auto octets = encode(request(Command::submit_sm, 1, message));
        ASSERT_FALSE(octets.has_value());
        EXPECT_EQ(octets.error().detail, detail);
    }
}

TEST(SmppFramer, CutsAStreamHoweverItArrives) {
    std::string stream;
    for (const Vector& vector : vectors()) stream += from_hex(vector.hex);
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{17}, stream.size()}) {
        Framer framer;
        std::size_t seen = 0;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            framer.feed(std::string_view{stream}.substr(at, step));
            for (auto next = framer.next().value(); next; next = framer.next().value())
                EXPECT_EQ(to_hex(*next), vectors()[seen++].hex);
        }
        EXPECT_EQ(seen, vectors().size()) << "in steps of " << step;
    }
}

TEST(SmppFramer, RefusesImpossibleLengthsForGood) {
    for (const std::string_view hex : {"0000000F", "00000000", "00020000", "FFFFFFFF"}) {
        Framer framer;
        framer.feed(from_hex(hex));
        EXPECT_FALSE(framer.next().has_value()) << hex;
        framer.feed(from_hex("0000001000000015000000000000000C"));
        EXPECT_FALSE(framer.next().has_value()) << hex;
    }
}

}  // namespace
}  // namespace sambung::adapters::smpp
