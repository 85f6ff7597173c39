#include "programme_news.h"

#include "model/gsm7.h"
#include "pack.h"
#include "payload.h"
#include "source_folder.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

const Pack& depok() {
    static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
    return pack;
}

class News : public testing::Test {
 protected:
    std::optional<store::NewOutbound> news(std::string state, std::string channel, Language language = Language::id) {
        const store::ProgrammeChange change{.now = {"santunan", std::move(state)}, .at = from_millis(1)};
        const store::Applicant applicant{.ticket = Ticket::from_number(1),
                                         .person = keys_.person(channel, "+6281200000001"),
                                         .channel = std::move(channel),
                                         .address = "+6281200000001",
                                         .language = language};
        return programme_news({&keys_, &channels_, depok().office, depok().flows}, change, applicant);
    }
    static std::string text(const store::NewOutbound& one) { return decode_outbound(one.payload)->content.text; }

    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
};

TEST_F(News, SaysWhatChangedAndThatNothingIsLost) {
    const auto one = news("paused", "wa");
    ASSERT_TRUE(one);
    EXPECT_EQ(one->channel, "wa");
    EXPECT_EQ(one->purpose, store::Purpose::notice) << "STOP holds it back";
    EXPECT_EQ(text(*one), "Dinsos Depok: No. " + Ticket::from_number(1).spaced() +
                              ". Santunan kematian berhenti sementara. Permintaan Anda tetap kami simpan, tidak perlu "
                              "daftar lagi.");
}

TEST_F(News, FitsOneSmsInEveryStateAndLanguage) {
    for (const char* state : {"open", "paused", "ended", "replaced"})
        for (const Language language : all_languages) {
            const auto one = news(state, "sms", language);
            ASSERT_TRUE(one);
            EXPECT_LE(septets(text(*one)).value_or(999), 160U) << text(*one);
            EXPECT_THAT(text(*one), testing::HasSubstr(Ticket::from_number(1).spaced()));
        }
}

TEST_F(News, GoesWhereTheChannelsNoticesGo) {
    const auto one = news("ended", "ussd");
    ASSERT_TRUE(one);
    EXPECT_EQ(one->channel, channels_.find("ussd")->config.notices);
    EXPECT_FALSE(news("ended", "gone"));
}

TEST_F(News, EachChangeIsAMessageOfItsOwn) {
    EXPECT_EQ(news("ended", "wa")->key, news("ended", "wa")->key);
    EXPECT_NE(news("ended", "wa")->key, news("ended", "sms")->key);
}

}  // namespace
}  // namespace sambung::gateway
