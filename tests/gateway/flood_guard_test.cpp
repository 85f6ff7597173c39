#include "flood_guard.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};
const std::string number = "+6281234567890";

std::string number_of(int last_four) { return "+628123456" + std::to_string(1000 + last_four); }

TEST(FloodGuard, LetsAPersonWriteUpToTheLimitAndThenAsTheBucketEmpties) {
    FloodGuard guard({.person = 10, .block = 0, .all = 0});
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guard.charge({1}, number, monday), Flood::none) << i;
    EXPECT_EQ(guard.charge({1}, number, monday), Flood::person);
    EXPECT_EQ(guard.charge({1}, number, monday + seconds{59}), Flood::person);
    EXPECT_EQ(guard.charge({1}, number, monday + seconds{60}), Flood::none) << "one a minute";
    EXPECT_EQ(guard.charge({1}, number, monday + seconds{60}), Flood::person);
    EXPECT_EQ(guard.charge({2}, number_of(1), monday), Flood::none) << "somebody else";
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guard.charge({1}, number, monday + minutes{20}), Flood::none) << i;
}

TEST(FloodGuard, KnowsABoxOfSimCards) {
    FloodGuard guard({.person = 10, .block = 20, .all = 0});
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(guard.charge({static_cast<std::uint64_t>(i)}, number_of(i), monday), Flood::none) << i;
    EXPECT_EQ(guard.charge({99}, number_of(99), monday), Flood::block);
    EXPECT_EQ(guard.charge({99}, "+6281299990000", monday), Flood::none) << "another block";
}

TEST(FloodGuard, CountsAddressesThatAreNoNumbersInNoBlock) {
    FloodGuard guard({.person = 0, .block = 1, .all = 0});
    for (const char* address : {"telegram:5", "ID.123", "telegram:6", ""})
        EXPECT_EQ(guard.charge({1}, address, monday), Flood::none) << address;
}

TEST(FloodGuard, CountsAllTogetherIfTheOfficeWantsIt) {
    FloodGuard guard({.person = 0, .block = 0, .all = 2});
    EXPECT_EQ(guard.charge({1}, number, monday), Flood::none);
    EXPECT_EQ(guard.charge({2}, "telegram:5", monday), Flood::none);
    EXPECT_EQ(guard.charge({3}, number, monday), Flood::all);
}

TEST(FloodGuard, LetsWhoeverCriedForHelpGoOnForHalfAnHour) {
    FloodGuard guard({.person = 1, .block = 1, .all = 0});
    EXPECT_EQ(guard.charge({1}, number, monday), Flood::none);
    EXPECT_EQ(guard.charge({1}, number, monday), Flood::person);
    guard.excuse({1}, monday);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(guard.charge({1}, number, monday + minutes{29}), Flood::none) << i;
    EXPECT_EQ(guard.charge({1}, number, monday + minutes{30}), Flood::none) << "the bucket has emptied";
    EXPECT_EQ(guard.charge({1}, number, monday + minutes{30}), Flood::person);
}

TEST(FloodGuard, WithoutLimitsRemembersNobody) {
    FloodGuard guard({.person = 0, .block = 0, .all = 0});
    for (int i = 0; i < 100; ++i) EXPECT_EQ(guard.charge({1}, number, monday), Flood::none);
    EXPECT_EQ(guard.remembered(), 0U);
}

TEST(FloodGuard, ForgetsThoseWhoseBucketIsEmptyAgain) {
    FloodGuard guard({.person = 10, .block = 0, .all = 0});
    for (std::uint64_t person = 0; person < 100'000; ++person)
        ASSERT_EQ(guard.charge({person}, number, monday), Flood::none);
    EXPECT_EQ(guard.charge({1'000'000}, number, monday + minutes{10}), Flood::none);
    EXPECT_EQ(guard.remembered(), 1U);
}

TEST(FloodGuard, AClockThatGoesBackForgivesNothing) {
    FloodGuard guard({.person = 1, .block = 0, .all = 0});
    EXPECT_EQ(guard.charge({1}, number, monday), Flood::none);
    EXPECT_EQ(guard.charge({1}, number, monday - minutes{30}), Flood::person);
}

}  // namespace
}  // namespace sambung::gateway
