// Days as people type and read them: "17-8-1990", "17081990", "17 agustus 1990", "kemarin"; "17 Agu 1990".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::dialogs {

using Day = std::chrono::sys_days;

// Day, month, year in this order. A year of two digits is the last such year that is not after `today`. Empty for
// anything else, and for a day that no calendar has.
[[nodiscard]] std::optional<Day> day_meant(std::string_view text, Day today);

[[nodiscard]] std::string iso_date(Day day);                          // "1990-08-17", as slots keep it
[[nodiscard]] std::optional<Day> day_from_iso(std::string_view iso);  // and back
// "17 Agu 1990" of a slot's value; what is no date stays as it is.
[[nodiscard]] std::string spoken_date(std::string_view iso);

}  // namespace sambung::dialogs
