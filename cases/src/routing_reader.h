// From the text of routing.csv to rules, with everything that is wrong in its cells.
#pragma once

#include "routing_cells.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

struct RoutingText {
    std::vector<Rule> rules;  // those without a finding
    std::vector<RoutingFinding> findings;
    bool last_row_read = false;  // false: nothing can be said about how the table ends
};

[[nodiscard]] RoutingText read_rules(std::string_view csv, const std::vector<Unit>& units, const AreaTree& areas);

}  // namespace sambung::cases
