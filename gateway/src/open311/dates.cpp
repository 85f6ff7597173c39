#include "dates.h"

#include <charconv>

namespace sambung::gateway::open311 {

namespace {

// Takes exactly `length` digits off the front.
std::optional<int> take_number(std::string_view& rest, std::size_t length) {
    if (rest.size() < length) return std::nullopt;
    int number = 0;
    const char* end = rest.data() + length;
    const auto read = std::from_chars(rest.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 0) return std::nullopt;
    rest.remove_prefix(length);
    return number;
}

bool take(std::string_view& rest, char sign) {
    if (rest.empty() || rest.front() != sign) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> take_day(std::string_view& rest) {
    const auto year = take_number(rest, 4);
    if (!year || !take(rest, '-')) return std::nullopt;
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, '-')) return std::nullopt;
    const auto day = take_number(rest, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

std::optional<std::chrono::minutes> take_clock(std::string_view& rest) {
    const auto hour = take_number(rest, 2);
    if (!hour || *hour > 23 || !take(rest, ':')) return std::nullopt;
    const auto minute = take_number(rest, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

void skip_fraction(std::string_view& rest) {
    if (!take(rest, '.')) return;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') rest.remove_prefix(1);
}

// What is to be added to reach UTC.
std::optional<std::chrono::minutes> take_zone(std::string_view& rest) {
    if (take(rest, 'Z')) return std::chrono::minutes{0};
    // A plus that was not escaped in an address comes as a space.
    const bool east = take(rest, '+') || take(rest, ' ');
    if (!east && !take(rest, '-')) return std::nullopt;
    const auto offset = take_clock(rest);
    if (!offset) return std::nullopt;
    return east ? -*offset : *offset;
}

}  // namespace

std::optional<TimePoint> parse_date(std::string_view text) {
    const auto day = take_day(text);
    if (!day || !take(text, 'T')) return std::nullopt;
    const auto clock = take_clock(text);
    if (!clock || !take(text, ':')) return std::nullopt;
    const auto second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    skip_fraction(text);
    const auto zone = take_zone(text);
    if (!zone || !text.empty()) return std::nullopt;
    return TimePoint{*day} + *clock + seconds{*second} + *zone;
}

}  // namespace sambung::gateway::open311
