#include "payload.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

TEST(Payload, AnInboundMessageComesBackWhole) {
    const Inbound message{.provider_id = "wamid.1",
                          .from = "+6281200000001",
                          .to = "6221500000",
                          .text = "LAPOR \"kakek\"\nRT 03/RW 07 \xF0\x9F\x99\x8F",
                          .option_id = "cek@1:hasil:7:tambah",
                          .reply_to = "wamid.0",
                          .sent_at = TimePoint{milliseconds{1'795'399'200'123}},
                          .ussd = std::nullopt,
                          .media = {{"m1", "audio/ogg", "abc", true}},
                          .location = Location{-6.4, 106.8}};
    const auto back = decode_inbound(encode_inbound(message));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->provider_id, message.provider_id);
    EXPECT_EQ(back->from, message.from);
    EXPECT_EQ(back->to, message.to);
    EXPECT_EQ(back->text, message.text);
    EXPECT_EQ(back->option_id, message.option_id);
    EXPECT_EQ(back->reply_to, message.reply_to);
    EXPECT_EQ(back->sent_at, message.sent_at);
    ASSERT_EQ(back->media.size(), 1U);
    EXPECT_TRUE(back->media[0].voice);
    ASSERT_TRUE(back->location.has_value());
    EXPECT_DOUBLE_EQ(back->location->longitude, 106.8);
}

TEST(Payload, AScreenIsOneByteLongerThanItsText) {
    const std::string bytes =
        encode_content({.text = "Halo", .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = true});
    EXPECT_EQ(bytes, "EHalo");
    const Content back = decode_content(bytes);
    EXPECT_EQ(back.text, "Halo");
    EXPECT_TRUE(back.ends_session);
    EXPECT_FALSE(decode_content("CHalo").ends_session);
}

TEST(Payload, AListKeepsItsRowsAndButton) {
    const Content list{.text = "Pilih",
                       .buttons = {},
                       .rows = {{"a", "Lansia", "60 tahun"}, {"b", "Anak", ""}},
                       .rows_button = "Buka",
                       .ends_session = false};
    const Content back = decode_content(encode_content(list));
    ASSERT_EQ(back.rows.size(), 2U);
    EXPECT_EQ(back.rows[0].description, "60 tahun");
    EXPECT_EQ(back.rows_button, "Buka");
    const auto outbound =
        decode_outbound(encode_outbound({.ref = {}, .to = "+62812", .content = list, .reply_to = "r"}));
    ASSERT_TRUE(outbound.has_value());
    EXPECT_EQ(outbound->content.rows[1].label, "Anak");
    EXPECT_EQ(outbound->reply_to, "r");
}

TEST(Payload, BrokenBytesAreAnErrorAndNotACrash) {
    for (const char* bytes : {"", "{", "[]", "7", "{\"content\":[]}", "{\"content\":7}"}) {
        EXPECT_FALSE(decode_outbound(bytes).has_value()) << bytes;
    }
    EXPECT_TRUE(decode_content("J{").text.empty());
    EXPECT_TRUE(decode_content("").text.empty());
}

}  // namespace
}  // namespace sambung::gateway
