// Which cases come to which row: every combination that a table can tell apart, tried once.
#pragma once

#include "routing_rule.h"

#include <vector>

namespace sambung::cases {

// Sets `reaches` of each rule. Returns, for each rule, the indices of the rules above that take what it would match.
[[nodiscard]] std::vector<std::vector<std::size_t>> find_reach(std::vector<Rule>& rules);

}  // namespace sambung::cases
