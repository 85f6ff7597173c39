// Time as every room speaks of it: UTC, whole milliseconds. Clocks are read only in `gateway`; everybody else is told.
#pragma once

#include <chrono>

namespace sambung {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;
using std::chrono::seconds;

[[nodiscard]] constexpr std::int64_t to_millis(TimePoint at) { return at.time_since_epoch().count(); }
[[nodiscard]] constexpr TimePoint from_millis(std::int64_t at) { return TimePoint{milliseconds{at}}; }

}  // namespace sambung
