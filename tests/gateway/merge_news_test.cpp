#include "merge_news.h"

#include "model/gsm7.h"
#include "pack.h"
#include "payload.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

const Pack& depok() {
    static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
    return pack;
}

class MergeNews : public testing::Test {
 protected:
    std::optional<store::NewOutbound> news(std::string channel, Language language = Language::id,
                                           TimePoint merged = from_millis(1)) {
        const store::Applicant reporter{.ticket = Ticket::from_number(1),
                                        .person = keys_.person(channel, "+6281200000001"),
                                        .channel = std::move(channel),
                                        .address = "+6281200000001",
                                        .language = language};
        return merge_news({&keys_, &channels_, depok().office, depok().flows}, reporter, merged);
    }
    static std::string text(const store::NewOutbound& one) { return decode_outbound(one.payload)->content.text; }

    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
};

TEST_F(MergeNews, SaysThatTheReportIsJoinedAndNotLost) {
    const auto one = news("wa");
    ASSERT_TRUE(one);
    EXPECT_EQ(one->channel, "wa");
    EXPECT_EQ(one->purpose, store::Purpose::notice) << "STOP holds it back";
    EXPECT_EQ(text(*one), "Dinsos Depok: hal yang sama sudah dilaporkan. Laporan " + Ticket::from_number(1).spaced() +
                              " kami gabung dan tetap kami kerjakan. Kabar: balas CEK.");
}

TEST_F(MergeNews, FitsOneSmsInEveryLanguage) {
    for (const Language language : all_languages) {
        const auto one = news("sms", language);
        ASSERT_TRUE(one);
        EXPECT_LE(septets(text(*one)).value_or(999), 160U) << text(*one);
        EXPECT_THAT(text(*one), testing::HasSubstr(Ticket::from_number(1).spaced()));
    }
}

TEST_F(MergeNews, GoesWhereTheChannelsNoticesGoAndOnceAMerge) {
    EXPECT_EQ(news("ussd")->channel, channels_.find("ussd")->config.notices);
    EXPECT_FALSE(news("gone"));
    EXPECT_EQ(news("wa")->key, news("wa")->key);
    EXPECT_NE(news("wa")->key, news("wa", Language::id, from_millis(2))->key) << "merged again after an undo";
}

}  // namespace
}  // namespace sambung::gateway
