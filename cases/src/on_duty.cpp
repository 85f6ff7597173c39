#include "cases/on_duty.h"

#include <algorithm>

namespace sambung::cases {

namespace {

bool holds(const std::vector<DutyAddress>& duty, std::string_view number) {
    return std::ranges::find(duty, number, &DutyAddress::address) != duty.end();
}

void add_once(std::vector<std::string>& numbers, const std::string& number) {
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
}

}  // namespace

std::vector<DutyAddress> duty_of(const Unit& unit, std::size_t shift) {
    std::vector<DutyAddress> duty = unit.duty;
    if (!unit.shifts || shift >= unit.shifts->shifts().size()) return duty;
    for (const DutyAddress& one : unit.shifts->shifts()[shift].duty)
        if (std::ranges::find(duty, one) == duty.end()) duty.push_back(one);
    return duty;
}

std::vector<DutyAddress> on_duty(const Unit& unit, const Calendar& calendar, TimePoint at) {
    return unit.shifts ? duty_of(unit, shift_at(*unit.shifts, calendar, at).index) : unit.duty;
}

std::vector<std::string> numbers_of(const Unit& unit) {
    std::vector<std::string> numbers;
    for (const DutyAddress& one : unit.duty) add_once(numbers, one.address);
    if (unit.shifts)
        for (const Shift& shift : unit.shifts->shifts())
            for (const DutyAddress& one : shift.duty) add_once(numbers, one.address);
    for (const std::string& officer : unit.officers) add_once(numbers, officer);
    return numbers;
}

bool of_another_shift(const Unit& unit, std::size_t shift, std::string_view number) {
    if (!unit.shifts || holds(duty_of(unit, shift), number) ||
        std::ranges::find(unit.officers, number) != unit.officers.end())
        return false;
    return std::ranges::any_of(unit.shifts->shifts(), [&](const Shift& one) { return holds(one.duty, number); });
}

}  // namespace sambung::cases
