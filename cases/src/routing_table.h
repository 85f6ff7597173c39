// The frozen table behind Routing.
#pragma once

#include "routing_rule.h"

#include <string_view>
#include <vector>

namespace sambung::cases {

struct Routing::Table {
    std::vector<Rule> rules;
    std::vector<Unit> units;

    [[nodiscard]] const Unit* unit(std::string_view code) const;
    // The unit that the rule names for a case in that area.
    [[nodiscard]] const Unit* owner(const Rule& rule, std::string_view area) const;
};

}  // namespace sambung::cases
