// From an input to a unit: the first row with somebody who can have the case, else whoever stands in.
#pragma once

#include "routing_table.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sambung::cases {

// Why a unit cannot have a case.
enum class Obstacle : std::uint8_t { none, suspended, not_sensitive, closed, full };
[[nodiscard]] std::string_view name(Obstacle obstacle);  // "suspended", "sensitive", "closed", "capacity"

struct Candidate {
    const Unit* unit = nullptr;
    Obstacle obstacle = Obstacle::none;
    UnitLoad load;            // filled in: with capacity and state
    bool load_given = false;  // else nothing is known of what it has to do
};

// Who stands in for a unit.
enum class StandIn : std::uint8_t { nobody, backup, parent, last_row, sensitive_unit };
[[nodiscard]] std::string_view name(StandIn as);  // "backup", "parent", "last_row", "sensitive"

struct Choice {
    const Unit* unit = nullptr;
    const Rule* rule = nullptr;
    std::vector<Candidate> candidates;  // of that row
    StandIn as = StandIn::nobody;       // nobody: a candidate has it
    struct Full {
        const Rule* rule;
        std::vector<Candidate> candidates;
    };
    std::vector<Full> full;  // rows passed over, since their units were full
};

[[nodiscard]] Choice choose(const RoutingTable& table, const RoutingInput& input);

// Units with a copy: none that owns the case, is suspended, or must not know of it.
[[nodiscard]] std::vector<const Unit*> copies_of(const RoutingTable& table, const RoutingInput& input,
                                                 const Choice& choice);

}  // namespace sambung::cases
