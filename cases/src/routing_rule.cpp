#include "routing_rule.h"

#include <algorithm>
#include <cstddef>

namespace sambung::cases {

bool Rule::unconditional() const {
    return categories.empty() && area.empty() && from == Urgency::p0 && to == Urgency::p4 && !open &&
           kinds == any_kind && !sensitive && room == 0;
}

std::string_view against(const Rule& rule, const RoutingInput& input) {
    if (input.urgency < rule.from || input.urgency > rule.to) return "urgency";
    if (!has(rule.kinds, input.kind)) return "kind";
    if (!rule.categories.empty() && std::ranges::find(rule.categories, input.category) == rule.categories.end())
        return "category";
    if (!rule.area.empty() && !AreaTree::within(input.area, rule.area)) return "area";
    if (rule.open && *rule.open != input.open) return "hours";
    if (rule.sensitive && *rule.sensitive != input.sensitive) return "sensitive";
    return {};
}

bool may_mean(const Target& target, std::string_view unit) {
    if (target.unit == unit) return true;
    return target.near_by > 0 && unit.size() == target.unit.size() + 1 + target.near_by &&
           unit.starts_with(target.unit) && unit[target.unit.size()] == ':';
}

}  // namespace sambung::cases
