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

struct Rule {
    RoutingRow row;
    std::vector<std::string> categories;  // empty: any
    std::string area;                     // empty: any
    std::string area_name;
    Urgency from = Urgency::p0;
    Urgency to = Urgency::p4;
    std::optional<bool> open;  // none: any hour
    Bits kinds = any_kind;
    std::string unit;            // without the template
    bool per_kelurahan = false;  // the unit of the case's kelurahan, if there is one
    Bits reaches = 0;            // urgencies that come through the rows above; none: the row never matches

    [[nodiscard]] bool unconditional() const;
};

// The first condition that does not hold, as the trace names it: "urgency", "kind", "category", "area", "hours"; empty
// if the rule matches.
[[nodiscard]] std::string_view against(const Rule& rule, const RoutingInput& input);

// "puskesos:32.76.06.1001" for the template `puskesos:{kelurahan}` and a case there; empty if its kelurahan is not
// known.
[[nodiscard]] std::string unit_of_kelurahan(const Rule& rule, std::string_view area);

}  // namespace sambung::cases
