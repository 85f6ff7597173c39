// Which numbers are rung for a unit, and which may answer for it.
#pragma once

#include "cases/office.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// The unit's shared numbers, then those of that shift that are not among them.
[[nodiscard]] std::vector<DutyAddress> duty_of(const Unit& unit, std::size_t shift);

// Who is rung at that time: duty_of the shift then, or the shared numbers of a unit without shifts.
[[nodiscard]] std::vector<DutyAddress> on_duty(const Unit& unit, const Calendar& calendar, TimePoint at);

// E.164 of all whose answers are the unit's: shared, of any shift, and registered officers; each once.
[[nodiscard]] std::vector<std::string> numbers_of(const Unit& unit);

// True for a number that stands in other shifts of the unit alone, so that its word does not open this one.
[[nodiscard]] bool of_another_shift(const Unit& unit, std::size_t shift, std::string_view number);

}  // namespace sambung::cases
