#include "reminders.h"

#include "pack.h"
#include "payload.h"
#include "source_folder.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

constexpr TimePoint now{milliseconds{1'795'399'200'000}};  // Mon 23 Nov 2026 09.00 in Jakarta
constexpr const char* text = "notice.ticket_sms";          // any text that there is, with {tiket}

class Reminding : public testing::Test {
 protected:
    Reminding() {
        outcome_.ticket = Ticket::from_number(1);
        outcome_.unit = "meja-kota";
    }
    std::optional<store::NewOutbound> remind(const Slots& slots, const char* channel = "ussd") {
        const Announcer announcer{&keys_, &channels_, pack_.office, pack_.flows};
        return reminder(announcer, *channels_.find(channel), "+6281234567890", Language::id, slots, outcome_, now);
    }
    const Pack pack_ = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
    store::Outcome outcome_;
};

TEST_F(Reminding, GoesAtNineOfThatDayAboutItsCase) {
    const auto one = remind({{"remind_at", "2027-02-21"}, {"remind_text", text}});
    ASSERT_TRUE(one);
    const TimePoint nine{std::chrono::sys_days{std::chrono::year{2027} / 2 / 21} + std::chrono::hours{2}};
    EXPECT_EQ(one->not_before, nine) << "09.00 in Jakarta";
    EXPECT_EQ(one->purpose, store::Purpose::reminder);
    EXPECT_EQ(one->about, outcome_.ticket);
    EXPECT_THAT(decode_outbound(one->payload)->content.text, testing::HasSubstr(outcome_.ticket->spaced()));
}

TEST_F(Reminding, GoesWhereTheCitizenReadsMessages) {
    const Slots slots{{"remind_at", "2027-02-21"}, {"remind_text", text}};
    EXPECT_EQ(remind(slots, "ussd")->channel, "sms");
    EXPECT_EQ(remind(slots, "wa")->channel, "wa");
}

TEST_F(Reminding, IsLeftOutWhereThereIsNothingToRemindOf) {
    const Slots rows[] = {
        {},
        {{"remind_text", text}},
        {{"remind_at", "2027-02-21"}},
        {{"remind_at", "2027-02-21"}, {"remind_text", "notice.no_such_text"}},
        {{"remind_at", "21/02/2027"}, {"remind_text", text}},
        {{"remind_at", "2027-02-30"}, {"remind_text", text}},
        {{"remind_at", "2026-11-23"}, {"remind_text", text}},
        {{"remind_at", "2099-01-01"}, {"remind_text", text}},
    };
    for (const Slots& slots : rows) EXPECT_FALSE(remind(slots)) << slot(slots, "remind_at");
}

TEST_F(Reminding, IsLeftOutOfAQuietCase) {
    outcome_.quiet = true;
    EXPECT_FALSE(remind({{"remind_at", "2027-02-21"}, {"remind_text", text}}));
}

}  // namespace
}  // namespace sambung::gateway
