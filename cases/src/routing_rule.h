// A routing row as the machine compares it, and what can speak against it.
#pragma once

#include "cases/office.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// A set of kinds or of urgencies, as bits.
using Bits = std::uint8_t;
template <class Enum>
constexpr Bits bit_of(Enum value) {
    return static_cast<Bits>(1U << static_cast<unsigned>(value));
}
template <class Enum>
constexpr bool has(Bits set, Enum value) {
    return (set & bit_of(value)) != 0;
}
inline constexpr Bits any_kind = bit_of(Kind::person_in_need) | bit_of(Kind::help_request) | bit_of(Kind::call_back);

// A unit as a row names it.
struct Target {
    std::string unit;         // without the template
    std::size_t near_by = 0;  // length of the area code that the template stands for; 0: the unit itself
};

enum class Pick : std::uint8_t { first, least_loaded, round_robin };

struct Rule {
    RoutingRow row;
    std::vector<std::string> categories;  // empty: any
    std::string area;                     // empty: any
    std::string area_name;
    Urgency from = Urgency::p0;
    Urgency to = Urgency::p4;
    std::optional<bool> open;  // none: any hour
    Bits kinds = any_kind;
    std::optional<bool> sensitive;  // none: both
    int room = 0;                   // percent of its capacity under which a unit is not full; 0: none is ever full
    std::vector<Target> targets;
    Pick pick = Pick::first;
    std::vector<Target> copies;
    Bits reaches = 0;                // urgencies that come through the rows above; none: the row never matches
    bool reaches_sensitive = false;  // likewise sensitive cases

    [[nodiscard]] bool unconditional() const;
    // What it decides depends on how much the units have to do.
    [[nodiscard]] bool weighs() const { return room > 0 || (pick != Pick::first && targets.size() > 1); }
};

// The first condition that does not hold, as the trace names it: "urgency", "kind", "category", "area", "hours",
// "sensitive"; empty if the rule matches but for the load of its units.
[[nodiscard]] std::string_view against(const Rule& rule, const RoutingInput& input);

// True if the target can mean that unit.
[[nodiscard]] bool may_mean(const Target& target, std::string_view unit);

}  // namespace sambung::cases
