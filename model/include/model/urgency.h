// How fast somebody must act. P0: a life is in danger, minutes. P1: unsafe within hours. P2: within a day.
// P3: entitlement, days. P4: information, at once by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung {

enum class Urgency : std::uint8_t { p0, p1, p2, p3, p4 };

[[nodiscard]] constexpr std::string_view name(Urgency urgency) {
    constexpr std::string_view names[] = {"P0", "P1", "P2", "P3", "P4"};
    return names[static_cast<std::size_t>(urgency)];
}

[[nodiscard]] constexpr std::optional<Urgency> urgency_from(std::string_view name) {
    if (name.size() != 2 || name[0] != 'P' || name[1] < '0' || name[1] > '4') return std::nullopt;
    return static_cast<Urgency>(name[1] - '0');
}

// True if a duty officer must be rung.
[[nodiscard]] constexpr bool rings(Urgency urgency) { return urgency <= Urgency::p1; }

}  // namespace sambung
