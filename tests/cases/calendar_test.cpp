#include "cases/calendar.h"

#include "local_time.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sambung::cases {
namespace {

using std::chrono::minutes;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

constexpr minutes half_past_seven{7 * 60 + 30};
constexpr minutes four{16 * 60};

// Depok's week: Monday to Thursday 07.30-16.00, Friday to 16.30. In August 2026 the 14th is a Friday and the 17th,
// Monday, is a holiday.
Calendar office() {
    std::vector<Calendar::Hours> hours;
    for (int weekday = 1; weekday <= 4; ++weekday) hours.push_back({weekday, half_past_seven, four});
    hours.push_back({5, half_past_seven, four + minutes{30}});
    return Calendar::make("Asia/Jakarta", hours, {year_month_day{2026y / 8 / 17}, year_month_day{2027y / 1 / 1}})
        .value();
}

TEST(Calendar, IsOpenInWorkingHoursOnly) {
    struct Row {
        const char* when;
        TimePoint at;
        bool open;
    };
    const Row rows[] = {
        {"Thursday, as it opens", august(13, 7, 30), true},
        {"Thursday, a minute before", august(13, 7, 29), false},
        {"Thursday, the last millisecond", august(13, 16, 0) - 1ms, true},
        {"Thursday, as it closes", august(13, 16, 0), false},
        {"Friday, half an hour longer", august(14, 16, 15), true},
        {"Thursday night, still Thursday in UTC", august(13, 23, 0), false},
        {"Friday just after midnight, Thursday in UTC", august(14, 0, 30), false},
        {"Saturday", august(15, 10, 0), false},
        {"Sunday", august(16, 10, 0), false},
        {"Monday, a holiday", august(17, 10, 0), false},
        {"Tuesday", august(18, 10, 0), true},
    };
    const Calendar calendar = office();
    for (const Row& row : rows) EXPECT_EQ(calendar.open(row.at), row.open) << row.when;
}

TEST(Calendar, IsDarkFromSixToSixOnTheOfficesClock) {
    const Calendar calendar = office();
    EXPECT_FALSE(calendar.dark(august(13, 18, 0) - 1ms));
    EXPECT_TRUE(calendar.dark(august(13, 18, 0)));
    EXPECT_TRUE(calendar.dark(august(14, 0, 30)));
    EXPECT_TRUE(calendar.dark(august(14, 6, 0) - 1ms));
    EXPECT_FALSE(calendar.dark(august(14, 6, 0)));
}

TEST(Calendar, FindsTheNextOpening) {
    struct Row {
        const char* when;
        TimePoint at;
        TimePoint opens;
    };
    const Row rows[] = {
        {"while open: now", august(13, 10, 0), august(13, 10, 0)},
        {"early: the same morning", august(13, 5, 0), august(13, 7, 30)},
        {"at closing time: tomorrow", august(13, 16, 0), august(14, 7, 30)},
        {"Friday evening: over the weekend and the holiday", august(14, 19, 0), august(18, 7, 30)},
        {"the holiday itself: tomorrow", august(17, 10, 0), august(18, 7, 30)},
        {"New Year's Eve, a Thursday: Monday", in_jakarta(2026, 12, 31, 17, 0), in_jakarta(2027, 1, 4, 7, 30)},
    };
    const Calendar calendar = office();
    for (const Row& row : rows) EXPECT_EQ(calendar.next_opening(row.at), row.opens) << row.when;
}

TEST(Calendar, CountsWorkingDaysFromTheNextOne) {
    struct Row {
        const char* when;
        TimePoint at;
        int days;
        TimePoint due;
    };
    const Row rows[] = {
        {"Monday morning, three days", august(3, 9, 15), 3, august(6, 9, 15)},
        {"Friday evening, three days: holiday Monday does not count", august(14, 19, 0), 3, august(20, 16, 0)},
        {"Friday in hours, one day: the same hour", august(14, 15, 0), 1, august(18, 15, 0)},
        {"Friday 16.20, one day: Tuesday closes earlier", august(14, 16, 20), 1, august(18, 16, 0)},
        {"Saturday: Tuesday is the first day", august(15, 10, 0), 1, august(18, 10, 0)},
        {"before dawn: not before the office opens", august(4, 4, 0), 1, august(5, 7, 30)},
        {"no days: now", august(4, 4, 0), 0, august(4, 4, 0)},
    };
    const Calendar calendar = office();
    for (const Row& row : rows) EXPECT_EQ(calendar.add_working_days(row.at, row.days), row.due) << row.when;
}

TEST(Calendar, PromisesByUrgency) {
    const Calendar calendar = office();
    const TimePoint night = august(14, 23, 0);  // Friday: nobody but the duty units works until Tuesday
    EXPECT_EQ(calendar.answer_due(Urgency::p0, night), august(14, 23, 1));
    EXPECT_EQ(calendar.answer_due(Urgency::p1, night), august(14, 23, 15));
    EXPECT_EQ(calendar.answer_due(Urgency::p2, night), august(15, 23, 0));
    EXPECT_EQ(calendar.answer_due(Urgency::p3, night), august(20, 16, 0));
    EXPECT_EQ(calendar.answer_due(Urgency::p4, night), night);
}

TEST(Calendar, TellsTimesAsPeopleReadThem) {
    const Calendar calendar = office();
    EXPECT_EQ(calendar.tell(in_jakarta(2026, 11, 21, 14, 0)), "21 Nov 14.00");
    EXPECT_EQ(calendar.tell(in_jakarta(2026, 5, 3, 7, 5)), "3 Mei 07.05");
    EXPECT_EQ(calendar.tell(august(31, 0, 0)), "31 Agu 00.00");
    EXPECT_EQ(calendar.tell(august(31, 16, 0) + 59s + 999ms), "31 Agu 16.00") << "never later than promised";
    EXPECT_EQ(calendar.tell(august(14, 14, 0), august(14, 0, 1)), "hari ini 14.00");
    EXPECT_EQ(calendar.tell(august(15, 0, 10), august(14, 23, 50)), "15 Agu 00.10") << "tomorrow, the same day in UTC";
    EXPECT_EQ(calendar.tell_hour(august(17, 8, 0)), "Sen 08.00");
    EXPECT_EQ(calendar.tell_hour(august(16, 23, 59)), "Min 23.59");
}

TEST(Calendar, NamesEveryMonthAndDay) {
    const Calendar calendar = office();
    std::string months;
    for (unsigned month = 1; month <= 12; ++month)
        months += calendar.tell(in_jakarta(2026, month, 1, 0, 0)).substr(2, 4);
    EXPECT_EQ(months, "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des ");
    std::string days;
    for (unsigned day = 10; day <= 16; ++day) days += calendar.tell_hour(august(day, 0, 0)).substr(0, 4);
    EXPECT_EQ(days, "Sen Sel Rab Kam Jum Sab Min ");
}

TEST(Calendar, KnowsABreakAtNoon) {
    const auto calendar = Calendar::make("Asia/Jakarta", {{5, 13h, 16h}, {5, 8h, 11h + 30min}}, {}).value();
    EXPECT_TRUE(calendar.open(august(14, 11, 0)));
    EXPECT_FALSE(calendar.open(august(14, 12, 0)));
    EXPECT_EQ(calendar.next_opening(august(14, 12, 0)), august(14, 13, 0));
    EXPECT_EQ(calendar.add_working_days(august(7, 12, 0), 1), august(14, 13, 0));
}

TEST(Calendar, WorksToMidnight) {
    const auto calendar = Calendar::make("Asia/Makassar", {{5, 0h, 24h}}, {}).value();
    EXPECT_TRUE(calendar.open(august(14, 22, 59))) << "23.59 in Makassar";
    EXPECT_FALSE(calendar.open(august(14, 23, 0))) << "Saturday in Makassar";
    EXPECT_EQ(calendar.tell(august(14, 23, 0)), "15 Agu 00.00");
}

// Indonesia never turns its clocks; another tenant's country may. On 29 March 2026 Berlin goes from 02.00 to 03.00.
TEST(Calendar, OpensAfterTheGapWhenTheHourDoesNotExist) {
    const auto calendar = Calendar::make("Europe/Berlin", {{7, 2h + 30min, 5h}}, {}).value();
    const TimePoint saturday = TimePoint{std::chrono::sys_days{2026y / 3 / 28}} + 12h;
    EXPECT_EQ(calendar.next_opening(saturday), TimePoint{std::chrono::sys_days{2026y / 3 / 29}} + 1h);
}

TEST(Calendar, RefusesWhatIsNoCalendar) {
    struct Row {
        const char* what;
        const char* zone;
        std::vector<Calendar::Hours> hours;
        std::vector<year_month_day> holidays;
    };
    const Row rows[] = {
        {"unknown zone", "Asia/Depok", {{1, 8h, 16h}}, {}},
        {"empty zone", "", {{1, 8h, 16h}}, {}},
        {"zone outside the database", "../../etc/passwd", {{1, 8h, 16h}}, {}},
        {"no hours", "Asia/Jakarta", {}, {}},
        {"weekday 0", "Asia/Jakarta", {{0, 8h, 16h}}, {}},
        {"weekday 8", "Asia/Jakarta", {{8, 8h, 16h}}, {}},
        {"closes before it opens", "Asia/Jakarta", {{1, 16h, 8h}}, {}},
        {"closes as it opens", "Asia/Jakarta", {{1, 8h, 8h}}, {}},
        {"beyond midnight", "Asia/Jakarta", {{1, 20h, 25h}}, {}},
        {"before midnight", "Asia/Jakarta", {{1, -1h, 8h}}, {}},
        {"overlap", "Asia/Jakarta", {{1, 8h, 13h}, {1, 12h, 16h}}, {}},
        {"no such date", "Asia/Jakarta", {{1, 8h, 16h}}, {year_month_day{2026y / 2 / 30}}},
    };
    for (const Row& row : rows) {
        const auto calendar = Calendar::make(row.zone, row.hours, row.holidays);
        ASSERT_FALSE(calendar) << row.what;
        EXPECT_EQ(calendar.error().code, Errc::invalid_request) << row.what;
        EXPECT_FALSE(calendar.error().detail.empty()) << row.what;
    }
}

TEST(Calendar, NeverOpensBeforeItIsGivenHours) {
    const Calendar empty;
    const TimePoint now = august(14, 10, 0);
    EXPECT_FALSE(empty.open(now));
    EXPECT_EQ(empty.next_opening(now), now);
    EXPECT_EQ(empty.add_working_days(now, 3), now);
    EXPECT_EQ(empty.tell(now), "14 Agu 03.00");
}

TEST(CalendarAt, IsThatTimeOnTheOfficesClock) {
    using namespace std::chrono;
    const auto jakarta = Calendar::make("Asia/Jakarta", {{1, hours{8}, hours{16}}}, {}).value();
    EXPECT_EQ(jakarta.at(year{2027} / 2 / 21, hours{9}), TimePoint{sys_days{year{2027} / 2 / 21} + hours{2}});
    EXPECT_EQ(jakarta.at(year{2027} / 1 / 1, hours{0}), TimePoint{sys_days{year{2026} / 12 / 31} + hours{17}});
}

TEST(Calendar, TellsTheDateOnTheOfficesClock) {
    const Calendar makassar = Calendar::make("Asia/Makassar", hours_from("senin", "08.00-16.00").value(), {}).value();
    using namespace std::chrono;
    EXPECT_EQ(makassar.day_of(sys_days{2026y / 11 / 21} + hours{15} + minutes{59}), sys_days{2026y / 11 / 21});
    EXPECT_EQ(makassar.day_of(sys_days{2026y / 11 / 21} + hours{16}), sys_days{2026y / 11 / 22});
    EXPECT_EQ(makassar.month_of(sys_days{2026y / 9 / 30} + hours{15}), "2026-09");
    EXPECT_EQ(makassar.month_of(sys_days{2026y / 9 / 30} + hours{16}), "2026-10");
}

}  // namespace
}  // namespace sambung::cases
