// Whose numbers answer for which units by message: shared duty numbers, those of shifts, and registered officers.
#pragma once

#include "cases/office.h"
#include "model/ids.h"
#include "store/keys.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace sambung::gateway {

// Immutable; any thread.
class DutyBook {
 public:
    DutyBook() = default;
    DutyBook(const cases::Office& office, const store::Keys& keys);

    // Codes of the units that this person answers for; none: a citizen.
    [[nodiscard]] std::vector<std::string> units_of(PersonId person) const;

 private:
    std::unordered_map<std::uint64_t, std::vector<std::string>> units_;
};

}  // namespace sambung::gateway
