// What a citizen reads when something is asked of them.
#include "announcements.h"
#include "pack.h"
#include "payload.h"
#include "source_folder.h"
#include "tidings.h"

#include <gmock/gmock.h>

#include <set>

namespace sambung::gateway {
namespace {

using testing::HasSubstr;

constexpr TimePoint now{milliseconds{1'795'399'200'000}};

class QuestionWords : public testing::Test {
 protected:
    static const Pack& depok() {
        static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
        return pack;
    }
    std::string words(cases::News news, std::optional<cases::Question> question, bool restricted = false) {
        store::ToCitizen tiding{.news = news,
                                .about = {.ticket = Ticket::from_number(1),
                                          .report = {},
                                          .unit = {},
                                          .person = {},
                                          .channel = {},
                                          .address = {}},
                                .unit = {},
                                .why = {},
                                .ending = {},
                                .until = now,
                                .occasion = "x",
                                .question = question};
        tiding.about.channel = "wa";
        tiding.about.address = "+6281234567890";
        tiding.about.report.channel = ChannelKind::whatsapp;
        tiding.about.report.restricted = restricted;
        const auto sent = tell({&keys_, &channels_, depok().office, depok().flows}, tiding, now);
        return sent.empty() ? "" : decode_outbound(sent.front().payload)->content.text;
    }

    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
};

TEST_F(QuestionWords, EachQuestionHasItsOwn) {
    std::set<std::string> all;
    for (const cases::Question question : cases::all_questions) all.insert(words(cases::News::asked, question));
    EXPECT_EQ(all.size(), std::size(cases::all_questions));
    for (const std::string& one : all) EXPECT_THAT(one, HasSubstr(Ticket::from_number(1).spaced()));
}

TEST_F(QuestionWords, InConfidenceOnlyTheNeutralWordsGoOut) {
    const std::string neutral = words(cases::News::late, {}, true);
    ASSERT_FALSE(neutral.empty());
    for (const cases::Question question : cases::all_questions)
        EXPECT_EQ(words(cases::News::asked, question, true), neutral) << cases::name(question);
    EXPECT_EQ(words(cases::News::asked_again, {}, true), neutral);
}

}  // namespace
}  // namespace sambung::gateway
