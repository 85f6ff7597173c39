// Moments as the tests' offices read them on the wall, and when two of them work.
#pragma once

#include "cases/calendar.h"
#include "model/time.h"

#include <chrono>
#include <vector>

namespace sambung::cases {

inline TimePoint on_the_wall(int ahead_of_utc, int year, unsigned month, unsigned day, int hour, int minute) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    return TimePoint{std::chrono::sys_days{date}} + std::chrono::hours{hour - ahead_of_utc} +
           std::chrono::minutes{minute};
}

// Western Indonesia is seven hours ahead of UTC, central Indonesia eight, all year.
inline TimePoint in_jakarta(int year, unsigned month, unsigned day, int hour, int minute) {
    return on_the_wall(7, year, month, day, hour, minute);
}
inline TimePoint in_makassar(int year, unsigned month, unsigned day, int hour, int minute) {
    return on_the_wall(8, year, month, day, hour, minute);
}

inline TimePoint august(unsigned day, int hour, int minute) { return in_jakarta(2026, 8, day, hour, minute); }

// Monday, 17 August 2026, is a holiday in both weeks.
inline std::vector<std::chrono::year_month_day> proclamation() {
    return {std::chrono::year{2026} / std::chrono::August / 17};
}

// Depok's week: Monday to Thursday 07.30-16.00, Friday to 16.30.
inline Calendar depok_week() {
    using namespace std::chrono_literals;
    std::vector<Calendar::Hours> hours;
    for (int weekday = 1; weekday <= 4; ++weekday) hours.push_back({weekday, 7h + 30min, 16h});
    hours.push_back({5, 7h + 30min, 16h + 30min});
    return Calendar::make("Asia/Jakarta", hours, proclamation()).value();
}

// A week in Marabahan: Monday to Friday 08.00-12.00 and 13.00-16.00.
inline Calendar barito_week() {
    using namespace std::chrono_literals;
    std::vector<Calendar::Hours> hours;
    for (int weekday = 1; weekday <= 5; ++weekday) {
        hours.push_back({weekday, 8h, 12h});
        hours.push_back({weekday, 13h, 16h});
    }
    return Calendar::make("Asia/Makassar", hours, proclamation()).value();
}

}  // namespace sambung::cases
