#include "duty_book.h"

#include <algorithm>

namespace sambung::gateway {

DutyBook::DutyBook(const cases::Office& office, const store::Keys& keys) {
    for (const cases::Unit& unit : office.units)
        for (const cases::DutyAddress& duty : unit.duty) {
            std::vector<std::string>& units = units_[keys.person(duty.channel, duty.address).value];
            if (std::ranges::find(units, unit.code) == units.end()) units.push_back(unit.code);
        }
}

std::vector<std::string> DutyBook::units_of(PersonId person) const {
    const auto found = units_.find(person.value);
    return found == units_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace sambung::gateway
