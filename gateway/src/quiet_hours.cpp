#include "quiet_hours.h"

#include <charconv>

namespace sambung::gateway {

namespace {

std::optional<int> two_digits(std::string_view text, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.size() != 2 || error != std::errc{} || end != text.data() + 2 || number < 0 || number > most)
        return std::nullopt;
    return number;
}

std::optional<std::chrono::minutes> clock_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const std::optional<int> hour = two_digits(text.substr(0, 2), 23);
    const std::optional<int> minute = two_digits(text.substr(3), 59);
    if (!hour || !minute) return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

}  // namespace

std::optional<QuietHours> quiet_hours_from(std::string_view text) {
    if (text == "none") return QuietHours{.from = {}, .until = {}};
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = clock_time(text.substr(0, dash));
    const auto until = clock_time(text.substr(dash + 1));
    if (!from || !until || *from == *until) return std::nullopt;
    return QuietHours{.from = *from, .until = *until};
}

std::optional<TimePoint> QuietHours::over_at(const cases::Calendar& calendar, TimePoint now) const {
    if (from == until) return std::nullopt;
    const std::chrono::sys_days today = calendar.day_of(now);
    for (const std::chrono::sys_days begins : {today - std::chrono::days{1}, today}) {
        const std::chrono::sys_days ends = until > from ? begins : begins + std::chrono::days{1};
        const TimePoint end = calendar.at(ends, until);
        if (calendar.at(begins, from) <= now && now < end) return end;
    }
    return std::nullopt;
}

}  // namespace sambung::gateway
