#include "cases/calendar.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;

TEST(CalendarText, ReadsTheHoursOfADay) {
    const auto friday = hours_from("jumat", "07.30-16.30");
    ASSERT_TRUE(friday) << describe(friday.error());
    ASSERT_EQ(friday->size(), 1U);
    EXPECT_EQ(friday->front().weekday, 5);
    EXPECT_EQ(friday->front().opens, 7h + 30min);
    EXPECT_EQ(friday->front().closes, 16h + 30min);
}

TEST(CalendarText, ReadsABreakAndTheEndOfTheDay) {
    const auto sunday = hours_from("minggu", "08.00-12.00, 13.00-24.00");
    ASSERT_TRUE(sunday) << describe(sunday.error());
    ASSERT_EQ(sunday->size(), 2U);
    EXPECT_EQ(sunday->back().weekday, 7);
    EXPECT_EQ(sunday->back().opens, 13h);
    EXPECT_EQ(sunday->back().closes, 24h);
}

TEST(CalendarText, RefusesOtherDaysAndHours) {
    for (const auto* day : {"", "Senin", "monday", "1"}) EXPECT_FALSE(hours_from(day, "08.00-16.00")) << day;
    for (const auto* spans : {"", "8.00-16.00", "08:00-16:00", "08.00", "08.00-", "08.00-16.00,", "08.00-16.00 x",
                              "08.60-16.00", "08.00-24.01", "-8.00-16.00", "+8.00-16.00", "08.00 - 16.00", "24h"})
        EXPECT_FALSE(hours_from("senin", spans)) << spans;
}

TEST(CalendarText, ReadsDates) {
    const auto date = date_from("2028-02-29");
    ASSERT_TRUE(date) << describe(date.error());
    EXPECT_EQ(*date, std::chrono::year_month_day(2028y / 2 / 29));
}

TEST(CalendarText, RefusesWhatIsNoDate) {
    for (const auto* text : {"", "2027-02-29", "2026-13-01", "2026-00-01", "2026-1-1", "2026-01-01 ", "2026/01/01",
                             "01-01-2026", "2026-01", "-026-01-01", "26-01-01"})
        EXPECT_FALSE(date_from(text)) << text;
}

}  // namespace
}  // namespace sambung::cases
