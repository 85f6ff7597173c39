#include "spoken_date.h"

#include "fold.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace sambung::dialogs {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

// Beginnings are enough: "agu", "agustus", "ags"; English and the spellings of our languages too.
struct MonthName {
    std::string_view begins;
    unsigned number;
};
constexpr MonthName month_names[] = {{"jan", 1},  {"peb", 2},  {"feb", 2}, {"pebr", 2}, {"mar", 3},  {"mrt", 3},
                                     {"apr", 4},  {"mei", 5},  {"may", 5}, {"jun", 6},  {"jul", 7},  {"agu", 8},
                                     {"ags", 8},  {"aug", 8},  {"sep", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11},
                                     {"nop", 11}, {"des", 12}, {"dec", 12}};
constexpr std::array<std::string_view, 12> short_months = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                                           "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};

struct DayWord {
    std::string_view word;
    int from_today;
};
constexpr DayWord day_words[] = {{"hari ini", 0},   {"sekarang", 0},   {"today", 0},    {"dinten menika", 0},
                                 {"dinten ieu", 0}, {"hari ngini", 0}, {"kemarin", -1}, {"kemaren", -1},
                                 {"wingi", -1},     {"kamari", -1},    {"samalam", -1}, {"kala wingi", -1},
                                 {"yesterday", -1}, {"besok", 1},      {"tomorrow", 1}, {"benjing", 1},
                                 {"isukan", 1},     {"isuk", 1},       {"lusa", 2}};

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return wrong == std::errc{} && end == digits.data() + digits.size() ? std::optional{value} : std::nullopt;
}

std::optional<int> month_meant(std::string_view word) {
    if (const auto value = number(word)) return value;
    for (const MonthName& name : month_names)
        if (word.size() >= 3 && word.starts_with(name.begins)) return static_cast<int>(name.number);
    return std::nullopt;
}

std::optional<Day> day_of(int d, int m, int y, Day today) {
    if (y < 100) {
        const int this_year = static_cast<int>(year_month_day{today}.year());
        y += this_year / 100 * 100;
        if (y > this_year) y -= 100;
    }
    // <chrono> keeps days and months in a byte, so larger numbers would come round to valid ones.
    if (d < 1 || d > 31 || m < 1 || m > 12 || y < 1000 || y > 9999) return std::nullopt;
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    return date.ok() ? std::optional{Day{date}} : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view folded) {
    std::vector<std::string_view> words;
    for (; !folded.empty(); folded.remove_prefix(std::min(folded.size(), words.back().size() + 1)))
        words.push_back(first_word(folded));
    return words;
}

}  // namespace

std::optional<Day> day_meant(std::string_view text, Day today) {
    const std::string folded = fold(text);
    const auto* const word = std::ranges::find(day_words, std::string_view{folded}, &DayWord::word);
    if (word != std::end(day_words)) return today + days{word->from_today};
    const auto words = words_of(folded);
    const bool run = words.size() == 1 && (folded.size() == 6 || folded.size() == 8);
    if (run && number(folded))
        return day_of(*number(folded.substr(0, 2)), *number(folded.substr(2, 2)), *number(folded.substr(4)), today);
    if (words.size() != 3) return std::nullopt;
    const auto d = number(words[0]);
    const auto m = month_meant(words[1]);
    const auto y = number(words[2]);
    return d && m && y ? day_of(*d, *m, *y, today) : std::nullopt;
}

std::string iso_date(Day day) {
    const year_month_day date{day};
    const auto two_digits = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(static_cast<int>(date.year())) + '-' + two_digits(static_cast<unsigned>(date.month())) + '-' +
           two_digits(static_cast<unsigned>(date.day()));
}

std::optional<Day> day_from_iso(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = number(iso.substr(0, 4));
    const auto m = number(iso.substr(5, 2));
    const auto d = number(iso.substr(8, 2));
    return y && m && d ? day_of(*d, *m, *y, Day{}) : std::nullopt;
}

std::string spoken_date(std::string_view iso) {
    const auto day = day_from_iso(iso);
    if (!day) return std::string{iso};
    const year_month_day date{*day};
    return std::to_string(static_cast<unsigned>(date.day())) + ' ' +
           std::string{short_months[static_cast<unsigned>(date.month()) - 1]} + ' ' +
           std::to_string(static_cast<int>(date.year()));
}

}  // namespace sambung::dialogs
