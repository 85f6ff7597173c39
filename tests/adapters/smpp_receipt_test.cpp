#include "adapters/smpp_receipt.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

struct Row {
    const char* what;
    std::string_view text;
    std::string ids;  // joined by a space; empty: no receipt
    Delivery delivery = Delivery::sent;
    std::string reason = {};
    std::uint8_t esm_class = 4;
    std::vector<Tlv> tlvs = {};
    IdBase base = IdBase::same;
    Receipts receipts = Receipts::marked;
};

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

constexpr std::string_view usual =
    "id:0059113978 sub:001 dlvrd:001 submit date:1012291325 done date:1012291325 stat:DELIVRD err:000 text:Halo";

std::vector<Row> marks_and_bases() {
    const Tlv id{tag::receipted_message_id, std::string("38601fa\0", 8)};
    return {
        {"parameters only", "", "38601fa", Delivery::delivered, "", 4, {id, octet(tag::message_state, 2)}},
        {"parameters win over the text",
         "id:9 stat:DELIVRD err:007",
         "38601fa 9",
         Delivery::failed,
         "007",
         4,
         {id, octet(tag::message_state, 5)}},
        {"parameters without the esm_class bit",
         "",
         "38601fa",
         Delivery::delivered,
         "",
         0,
         {id, octet(tag::message_state, 2)}},
        {"a text without the esm_class bit",
         usual,
         "59113978",
         Delivery::delivered,
         "",
         0,
         {},
         IdBase::same,
         Receipts::by_text},
        {"such a text is a citizen's where receipts are marked", "id:12345 stat:UNDELIV done date:1 err:1", "",
         Delivery::sent, "", 0},
        {"an id alone marks nothing", usual, "", Delivery::sent, "", 0, {id}},
        {"hex in answers, decimal here",
         usual,
         "38601fa 59113978",
         Delivery::delivered,
         "",
         4,
         {},
         IdBase::hex_then_decimal},
        {"the same with both",
         usual,
         "38601fa 59113978",
         Delivery::delivered,
         "",
         4,
         {id, octet(tag::message_state, 2)},
         IdBase::hex_then_decimal},
        {"decimal in answers, hex here",
         "id:38601FA stat:DELIVRD",
         "59113978 38601fa",
         Delivery::delivered,
         "",
         4,
         {},
         IdBase::decimal_then_hex},
    };
}

std::vector<Row> texts() {
    return {
        {"as in appendix B", usual, "59113978", Delivery::delivered},
        {"any order, fields missing", "stat:UNDELIV err:21b id:ABC", "abc", Delivery::failed, "21b"},
        {"capital keys", "Id:7 Stat:EXPIRED Err:004 Text:Halo", "7", Delivery::failed, "004"},
        {"a UUID", "id:3F2504E0-4F89-11D3-9A0C-0305E82C3301 stat:REJECTD err:12",
         "3f2504e0-4f89-11d3-9a0c-0305e82c3301", Delivery::failed, "12"},
        {"dates of all lengths", "id:1 submit date:20101229132535 done date:000000000000 stat:DELIVRD", "1",
         Delivery::delivered},
        {"an unknown word", "id:1 stat:BUFFERED err:000", "1", Delivery::sent},
        {"lower case", "id:1 stat:delivrd", "1", Delivery::delivered},
        {"more than seven letters", "id:1 stat:DELIVRD2", "1", Delivery::delivered},
        {"only zeros", "id:0000 stat:DELIVRD", "0", Delivery::delivered},
        {"an error that could be a number", "id:1 stat:UNDELIV err:6281200000001", "1", Delivery::failed},
        {"on its way", "id:1 stat:ENROUTE", "1", Delivery::sent, "", 0x20},
        {"a citizen's words",
         "id:3174 tolong stat:usaha sudah tutup",
         "",
         Delivery::sent,
         "",
         0,
         {},
         IdBase::same,
         Receipts::by_text},
        {"a citizen's message", "LAPOR bapak tua", "", Delivery::sent, "", 0},
        {"nothing that can be read", "OK", "", Delivery::sent, "", 4},
    };
}

void are_read(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        ShortMessage message;
        message.esm_class = row.esm_class;
        message.tlvs = row.tlvs;
        const auto receipt = read_receipt(message, row.text, row.base, row.receipts);
        ASSERT_EQ(receipt.has_value(), !row.ids.empty());
        if (!receipt) continue;
        EXPECT_EQ(joined(receipt->ids), row.ids);
        EXPECT_EQ(receipt->delivery, row.delivery) << name(receipt->delivery);
        EXPECT_EQ(receipt->reason, row.reason);
    }
}

TEST(SmppReceipt, IsReadFromEveryText) { are_read(texts()); }
TEST(SmppReceipt, IsReadByItsMarksAndInTheBaseOfTheLink) { are_read(marks_and_bases()); }

TEST(SmppReceipt, AnIdIsKeptWithoutCaseAndLeadingZeros) {
    EXPECT_EQ(id_of_answer("0059113978"), "59113978");
    EXPECT_EQ(id_of_answer("3FE"), "3fe");
    EXPECT_EQ(id_of_answer(""), "");
    EXPECT_EQ(id_of_answer("000"), "0");
}

}  // namespace
}  // namespace sambung::adapters::smpp
