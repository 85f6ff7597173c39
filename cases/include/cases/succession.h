// Who is asked when a unit hands a case back or is silent, and who is told of it.
#pragma once

#include "cases/office.h"

#include <set>
#include <string>
#include <string_view>

namespace sambung::cases {

using UnitCodes = std::set<std::string, std::less<>>;

// The unit that the last row of the routing table names: nothing is ever without it. nullptr in an office without rows.
[[nodiscard]] const Unit* city_desk(const Office& office);

// The last of those that stand in for a unit; nullptr if nobody does.
[[nodiscard]] const Unit* head_of(const Office& office, std::string_view unit);

// What was told in confidence stays with those who stand in for its unit; other cases may go to the city desk.
enum class Confidence : std::uint8_t { ordinary, sensitive };
// The first that stands in for the unit and was not tried, then the city desk; nullptr if all of them were.
[[nodiscard]] const Unit* next_unit(const Office& office, std::string_view unit, const UnitCodes& tried,
                                    Confidence confidence);

}  // namespace sambung::cases
