#include "routing_rule.h"

#include <algorithm>
#include <cstddef>

namespace sambung::cases {

bool Rule::unconditional() const {
    return categories.empty() && area.empty() && from == Urgency::p0 && to == Urgency::p4 && !open && kinds == any_kind;
}

std::string_view against(const Rule& rule, const RoutingInput& input) {
    if (input.urgency < rule.from || input.urgency > rule.to) return "urgency";
    if (!has(rule.kinds, input.kind)) return "kind";
    if (!rule.categories.empty() && std::ranges::find(rule.categories, input.category) == rule.categories.end())
        return "category";
    if (!rule.area.empty() && !AreaTree::within(input.area, rule.area)) return "area";
    if (rule.open && *rule.open != input.open) return "hours";
    return {};
}

std::string unit_of_kelurahan(const Rule& rule, std::string_view area) {
    constexpr std::size_t kelurahan_code_length = 13;  // "32.76.06.1001"
    if (!rule.per_kelurahan || area.size() != kelurahan_code_length) return {};
    std::string code = rule.unit;
    code += ':';
    return code += area;
}

}  // namespace sambung::cases
