#include "cases/clock.h"

#include "local_time.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;

TEST(Clock, IsDueWhenItsTargetIsUsed) {
    const auto calendar = Calendar::make("Asia/Jakarta", {{1, 8h, 16h}, {2, 8h, 16h}}, {}).value();
    const TimePoint monday = in_jakarta(2026, 8, 3, 15, 0);
    EXPECT_EQ(start(ClockKind::ack, {Counting::always, 15min, 0}, calendar, monday).due, monday + 15min);
    EXPECT_EQ(start(ClockKind::ack, {Counting::office, 4h, 0}, calendar, monday).due, in_jakarta(2026, 8, 4, 11, 0));
    EXPECT_EQ(start(ClockKind::ack, {Counting::office, 0min, 1}, calendar, monday).due, in_jakarta(2026, 8, 4, 15, 0));
}

}  // namespace
}  // namespace sambung::cases
