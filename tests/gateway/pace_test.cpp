#include "pace.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

constexpr TimePoint now{milliseconds{1'795'399'200'000}};

Outbound text(std::string words) {
    Outbound message;
    message.content.text = std::move(words);
    return message;
}

TEST(Pace, WithoutARateThereIsAlwaysRoom) {
    Pace pace{0};
    pace.spend(1000);
    EXPECT_EQ(pace.room(now, 32), 32);
    EXPECT_EQ(pace.wait(), milliseconds{0});
}

TEST(Pace, FillsWithTimeUpToOneSecondsWorth) {
    Pace pace{10};
    EXPECT_EQ(pace.room(now, 32), 10);
    pace.spend(10);
    EXPECT_EQ(pace.room(now, 32), 0);
    EXPECT_EQ(pace.wait(), milliseconds{100});
    EXPECT_EQ(pace.room(now + milliseconds{100}, 32), 1);
    EXPECT_EQ(pace.room(now + milliseconds{399}, 32), 3);
    EXPECT_EQ(pace.room(now + seconds{3600}, 32), 10);
    EXPECT_EQ(pace.room(now + seconds{3600}, 4), 4) << "no more than asked for";
}

TEST(Pace, ALongMessageIsPaidForBeforeTheNextOne) {
    Pace pace{2};
    EXPECT_EQ(pace.room(now, 1), 1);
    pace.spend(6);
    EXPECT_EQ(pace.wait(), milliseconds{2500});
    EXPECT_EQ(pace.room(now + milliseconds{2499}, 32), 0);
    EXPECT_EQ(pace.room(now + milliseconds{2500}, 32), 1);
}

TEST(Pace, AClockThatGoesBackBringsNothing) {
    Pace pace{1};
    EXPECT_EQ(pace.room(now, 1), 1);
    pace.spend(1);
    EXPECT_EQ(pace.room(now - seconds{60}, 1), 0);
    EXPECT_EQ(pace.room(now - seconds{59}, 1), 1);
}

TEST(Units, AreSegmentsOfAnSmsAndOneElsewhere) {
    EXPECT_EQ(units_of(text(std::string(160, 'a')), ChannelKind::sms), 1);
    EXPECT_EQ(units_of(text(std::string(161, 'a')), ChannelKind::sms), 2);
    EXPECT_EQ(units_of(text(std::string(161, 'a')), ChannelKind::whatsapp), 1);
}

}  // namespace
}  // namespace sambung::gateway
