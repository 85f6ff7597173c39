#include "duty_book.h"

#include "cases/on_duty.h"

#include <algorithm>

namespace sambung::gateway {

DutyBook::DutyBook(const cases::Office& office, const store::Keys& keys) {
    for (const cases::Unit& unit : office.units)
        for (const std::string& number : cases::numbers_of(unit)) {
            // A person by the number: the same on every channel.
            std::vector<std::string>& units = units_[keys.person({}, number).value];
            if (std::ranges::find(units, unit.code) == units.end()) units.push_back(unit.code);
        }
}

std::vector<std::string> DutyBook::units_of(PersonId person) const {
    const auto found = units_.find(person.value);
    return found == units_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace sambung::gateway
