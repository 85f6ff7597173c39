#include "cases/ladder.h"

#include "local_time.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;

TEST(Ladder, RemindsOfAP0AfterAMinute) {
    const Calendar calendar;
    const TimePoint sent = in_jakarta(2026, 8, 3, 2, 0);
    const Clock ack = start(ClockKind::ack, target_of(ClockKind::ack, Urgency::p0).value(), calendar, sent);
    EXPECT_EQ(next_rung(Urgency::p0, ack, calendar, sent), (Due{sent + 1min, Rung::remind, 0}));
}

}  // namespace
}  // namespace sambung::cases
