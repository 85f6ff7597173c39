// Moments as the tests' offices read them on the wall.
#pragma once

#include "model/time.h"

#include <chrono>

namespace sambung::cases {

// Western Indonesia is seven hours ahead of UTC, all year.
inline TimePoint in_jakarta(int year, unsigned month, unsigned day, int hour, int minute) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    return TimePoint{std::chrono::sys_days{date}} + std::chrono::hours{hour - 7} + std::chrono::minutes{minute};
}

}  // namespace sambung::cases
