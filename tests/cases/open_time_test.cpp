#include "cases/calendar.h"
#include "local_time.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

TimePoint barito(unsigned day, int hour, int minute) { return in_makassar(2026, 8, day, hour, minute); }

TEST(OpenTime, IsTheWorkBetweenTwoMoments) {
    struct Row {
        const char* when;
        TimePoint from;
        TimePoint to;
        minutes open;
    };
    const Row rows[] = {
        {"within a day", august(13, 10, 0), august(13, 11, 30), 90min},
        {"a whole day", august(13, 0, 0), august(14, 0, 0), 8h + 30min},
        {"Friday is longer", august(14, 0, 0), august(15, 0, 0), 9h},
        {"over a night", august(13, 15, 0), august(14, 8, 0), 1h + 30min},
        {"a weekend and a holiday", august(14, 16, 0), august(18, 8, 0), 30min + 30min},
        {"all closed", august(14, 16, 30), august(18, 7, 30), 0min},
        {"a moment", august(13, 10, 0), august(13, 10, 0), 0min},
        {"backwards", august(13, 11, 0), august(13, 10, 0), 0min},
        {"a week", august(3, 12, 0), august(10, 12, 0), 4 * (8h + 30min) + 9h},
    };
    const Calendar calendar = depok_week();
    for (const Row& row : rows) EXPECT_EQ(calendar.open_time(row.from, row.to), row.open) << row.when;
    EXPECT_EQ(Calendar{}.open_time(august(3, 12, 0), august(10, 12, 0)), 0min) << "an office without hours";
}

TEST(OpenTime, IsAddedOverNightsWeekendsAndHolidays) {
    struct Row {
        const char* when;
        TimePoint at;
        minutes span;
        TimePoint then;
    };
    const Row rows[] = {
        {"within a day", august(13, 10, 0), 90min, august(13, 11, 30)},
        {"to the end of work", august(13, 10, 0), 6h, august(13, 16, 0)},
        {"a minute more", august(13, 10, 0), 6h + 1min, august(14, 7, 31)},
        {"from before dawn", august(13, 3, 0), 30min, august(13, 8, 0)},
        {"from the last minute of Friday", august(14, 16, 29), 2min, august(18, 7, 31)},
        {"from Saturday", august(15, 10, 0), 1h, august(18, 8, 30)},
        {"two weeks of work", august(3, 7, 30), 2 * (4 * (8h + 30min) + 9h), august(14, 16, 30)},
        {"none", august(15, 10, 0), 0min, august(15, 10, 0)},
        {"less than none", august(13, 10, 0), -5min, august(13, 10, 0)},
    };
    const Calendar calendar = depok_week();
    for (const Row& row : rows) EXPECT_EQ(calendar.add_open_time(row.at, row.span), row.then) << row.when;
}

TEST(OpenTime, LeavesOutTheNoonBreakAndFollowsTheOfficesClock) {
    const Calendar calendar = barito_week();
    EXPECT_EQ(calendar.open_time(barito(13, 11, 0), barito(13, 14, 0)), 2h);
    EXPECT_EQ(calendar.add_open_time(barito(13, 11, 30), 1h), barito(13, 13, 30));
    EXPECT_EQ(calendar.add_open_time(barito(14, 15, 0), 4h), barito(18, 11, 0));
    EXPECT_EQ(calendar.add_open_time(barito(14, 15, 0), 4h), august(18, 10, 0)) << "an hour earlier in Jakarta";
}

TEST(OpenTime, GoesOnAsOrdinaryTimeWhereNothingOpensForTwoYears) {
    const TimePoint now = august(13, 10, 0);
    EXPECT_EQ(Calendar{}.add_open_time(now, 4h), now + 4h);
    const auto once = Calendar::make("Asia/Jakarta", {{4, 8h, 16h}}, {}).value();
    EXPECT_EQ(once.add_open_time(now, 8h * 157), now + 157 * 7 * 24h) << "each Thursday of three years is found";
}

TEST(OpenTime, IsAsLongAsItReallyLastsWhereClocksAreTurned) {
    const auto berlin = Calendar::make("Europe/Berlin", {{7, 1h, 5h}}, {}).value();
    const TimePoint saturday = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 3 / 28}} + 12h;
    EXPECT_EQ(berlin.open_time(saturday, saturday + 24h), 3h) << "02.00 to 03.00 does not exist";
    EXPECT_EQ(berlin.add_open_time(saturday, 2h),
              TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 3 / 29}} + 2h);
}

// Against counting minute by minute over twelve days with a weekend, a holiday and the noon breaks.
TEST(OpenTime, AgreesWithTheOpenMinutesOneByOne) {
    for (const Calendar& calendar : {depok_week(), barito_week()}) {
        const TimePoint from = august(8, 0, 0);
        minutes counted{0};
        TimePoint earliest = from;  // the first moment by which `counted` has passed
        for (TimePoint at = from; at < from + 12 * 24h; at += 1min) {
            ASSERT_EQ(calendar.open_time(from, at), counted) << calendar.tell(at);
            ASSERT_EQ(calendar.add_open_time(from, counted), earliest) << calendar.tell(at);
            if (!calendar.open(at)) continue;
            counted += 1min;
            earliest = at + 1min;
        }
        EXPECT_GT(counted, 40h);
    }
}

}  // namespace
}  // namespace sambung::cases
