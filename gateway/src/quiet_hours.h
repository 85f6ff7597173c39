// When nobody is woken by news that can wait (limits.quiet).
#pragma once

#include "cases/calendar.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace sambung::gateway {

struct QuietHours {
    std::chrono::minutes from{20 * 60};  // since local midnight; `from` == `until`: never
    std::chrono::minutes until{8 * 60};  // smaller than `from`: of the next morning

    // When the quiet time that `now` lies in is over; nothing outside of it.
    [[nodiscard]] std::optional<TimePoint> over_at(const cases::Calendar& calendar, TimePoint now) const;
};

// "20:00-08:00", or "none". Nothing if it is neither.
[[nodiscard]] std::optional<QuietHours> quiet_hours_from(std::string_view text);

}  // namespace sambung::gateway
