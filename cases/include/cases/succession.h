// Who is asked when a unit hands a case back or is silent, and who is told of it.
#pragma once

#include "cases/office.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

using UnitCodes = std::set<std::string, std::less<>>;

// The unit that the last row of the routing table names: nothing is ever without it. nullptr in an office without rows.
[[nodiscard]] const Unit* city_desk(const Office& office);

// What was told in confidence stays with units that take such cases, and a complaint about the office (is_complaint)
// with partners, who are outside of it; others may go to the city desk.
enum class Confidence : std::uint8_t { ordinary, sensitive, complaint, sensitive_complaint };
[[nodiscard]] Confidence confidence_of(const Report& report, Urgency urgency, const Office& office);
[[nodiscard]] bool may_have(const Unit& unit, Confidence confidence);

// The last of those that stand in for a unit, or itself if nobody does; nullptr if that one may not know of it.
[[nodiscard]] const Unit* head_of(const Office& office, std::string_view unit, Confidence confidence);

// Who stands in for a unit, who is above it, and its head: each once, and never the unit itself.
[[nodiscard]] std::vector<const Unit*> overseers_of(const Office& office, const Unit& unit);

// It, and those for which a number of its duty or one of its officers answers too.
[[nodiscard]] std::vector<std::string> units_of_the_same_duty(const Office& office, std::string_view unit);

// The first that stands in for the unit, may have it, is not suspended and was not tried, then the city desk; nullptr
// if there is none left.
[[nodiscard]] const Unit* next_unit(const Office& office, std::string_view unit, const UnitCodes& tried,
                                    Confidence confidence);

}  // namespace sambung::cases
