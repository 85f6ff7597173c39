// The frozen table behind Routing.
#pragma once

#include "routing_index.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

struct RoutingTable {
    RoutingTable() = default;
    RoutingTable(std::string text, std::vector<Rule> the_rules, std::vector<Unit> the_units);

    std::string csv;
    std::vector<Rule> rules;
    std::vector<Unit> units;
    WordMap<std::size_t> by_code;  // position in `units`
    RuleIndex index;
    bool anyone_takes_sensitive = false;

    [[nodiscard]] const Unit* unit(std::string_view code) const;
    // The unit that the target means for a case in that area.
    [[nodiscard]] const Unit* meant(const Target& target, std::string_view area) const;
};

}  // namespace sambung::cases
