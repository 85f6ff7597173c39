#include "cases/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace sambung::cases {

namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> weekdays = {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Exactly `digits` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    const std::string_view front = text.substr(0, digits);
    if (front.size() < digits || !std::ranges::all_of(front, is_digit)) return std::nullopt;
    int number = 0;
    std::from_chars(front.data(), front.data() + front.size(), number);
    text.remove_prefix(digits);
    return number;
}

bool take_char(std::string_view& text, char wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

// "07.30"; "24.00" is the end of the day.
std::optional<minutes> take_time(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || !take_char(text, '.')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59 || *hour * 60 + *minute > 24 * 60) return std::nullopt;
    return minutes{*hour * 60 + *minute};
}

}  // namespace

Result<std::vector<Calendar::Hours>> hours_from(std::string_view day, std::string_view spans) {
    const auto* const named = std::ranges::find(weekdays, day);
    if (named == weekdays.end())
        return fail(Errc::invalid_request,
                    "'" + std::string{day} + "' is none of senin, selasa, rabu, kamis, jumat, sabtu, minggu");
    const int weekday = static_cast<int>(named - weekdays.begin()) + 1;
    std::vector<Calendar::Hours> hours;
    do {
        while (take_char(spans, ' ')) {
        }
        const auto opens = take_time(spans);
        const bool dash = take_char(spans, '-');
        const auto closes = take_time(spans);
        if (!opens || !dash || !closes) return fail(Errc::invalid_request, "hours look like 07.30-16.00");
        hours.push_back({weekday, *opens, *closes});
    } while (take_char(spans, ','));
    if (!spans.empty()) return fail(Errc::invalid_request, "hours look like 07.30-16.00");
    return hours;
}

std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
    const auto time = take_time(text);
    return text.empty() ? time : std::nullopt;
}

Result<std::chrono::year_month_day> date_from(std::string_view text) {
    const auto year = take_number(text, 4);
    const bool first_dash = take_char(text, '-');
    const auto month = take_number(text, 2);
    const bool second_dash = take_char(text, '-');
    const auto day = take_number(text, 2);
    if (!year || !first_dash || !month || !second_dash || !day || !text.empty())
        return fail(Errc::invalid_request, "a date looks like 2026-08-17");
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return fail(Errc::invalid_request, "there is no such date");
    return date;
}

}  // namespace sambung::cases
