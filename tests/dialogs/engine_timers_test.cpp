// What happens to a prompt that nobody answers.
#include "engine_support.h"

#include <gmock/gmock.h>

namespace sambung::dialogs::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A report as far as the place, which is asked for now.
Phone reporting(ChannelKind channel) {
    Phone phone{channel};
    if (channel == ChannelKind::ussd)
        phone.dial();
    else
        phone.type("halo");
    for (const char* each : {"1", "2", "1"}) phone.type(each);
    if (channel == ChannelKind::whatsapp) phone.type("8");
    phone.type("2");
    phone.type("2");
    return phone;
}

Turn after(Phone& phone, milliseconds span) {
    phone.env.now += span;
    Turn turn = timer_rang(*phone.flows, phone.session, phone.env);
    phone.session = turn.session;
    return turn;
}

TEST(Timers, RemindOnceInAChatAndThenCallAPerson) {
    Phone phone = reporting(ChannelKind::whatsapp);
    ASSERT_EQ(phone.at(), "lokasi.tempat");
    EXPECT_EQ(after(phone, hours{1}).trace.outcome, "answered") << "too early: nothing rings";
    const Turn reminder = after(phone, hours{1});
    EXPECT_THAT(reminder.prompt.text, StartsWith("Isian Anda tadi belum selesai.\nTulis tempat"));
    const Turn again = after(phone, hours{2});
    EXPECT_TRUE(again.prompt.text.empty()) << "reminded once";
    const Turn given = after(phone, hours{20});
    ASSERT_TRUE(given.wish);
    EXPECT_EQ(given.wish->action, "handover");
    EXPECT_EQ(given.wish->slots.at("reason"), "incomplete");
    EXPECT_TRUE(given.prompt.text.empty());
    EXPECT_EQ(phone.at(), "lokasi.tempat") << "it can still be gone on with";
    EXPECT_EQ(after(phone, hours{48}).trace.outcome, "put_away");
    EXPECT_EQ(phone.at(), "-");
}

TEST(Timers, TellACutOffUssdSessionBySmsHowToGoOn) {
    Phone phone = reporting(ChannelKind::ussd);
    const Turn told = after(phone, minutes{10});
    EXPECT_THAT(told.also_sms, HasSubstr("laporan BELUM dikirim"));
    EXPECT_TRUE(told.prompt.text.empty());
}

TEST(Timers, SayNothingOfAnEmptyForm) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    const Turn turn = after(phone, minutes{10});
    EXPECT_TRUE(turn.also_sms.empty());
    EXPECT_FALSE(turn.wish);
}

TEST(Timers, SayNothingOfAQuietTalk) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("rahasia");
    phone.type("1");
    for (const milliseconds span : {milliseconds{minutes{10}}, milliseconds{minutes{19}}}) {
        const Turn turn = after(phone, span);
        EXPECT_TRUE(turn.prompt.text.empty() && turn.also_sms.empty() && !turn.wish) << turn.trace.outcome;
    }
    EXPECT_EQ(after(phone, minutes{1}).trace.outcome, "put_away");
}

TEST(Timers, CountFromTheLastAnswer) {
    Phone phone = reporting(ChannelKind::whatsapp);
    phone.env.now += hours{1};
    phone.type("di");
    ASSERT_TRUE(phone.turn.due);
    EXPECT_EQ(*phone.turn.due, phone.env.now + hours{2});
}

}  // namespace
}  // namespace sambung::dialogs::testing
