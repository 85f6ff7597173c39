// A duty phone that is another one for some hours.
#pragma once

#include "cases/office.h"

#include <string>
#include <vector>

namespace sambung::cases {

struct DutyPoint {
    std::string unit;  // code
    DutyAddress to;

    bool operator==(const DutyPoint&) const = default;
};

// The office as it is rung then: for all numbers that the unit has on that channel, also those of its shifts, stands
// the one it was pointed to. In order, so that of two for one unit and channel the later one counts. A unit that is not
// there changes nothing.
[[nodiscard]] Office with_points(Office office, const std::vector<DutyPoint>& points);

}  // namespace sambung::cases
