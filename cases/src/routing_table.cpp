#include "routing_table.h"

#include <algorithm>

namespace sambung::cases {

RoutingTable::RoutingTable(std::string text, std::vector<Rule> the_rules, std::vector<Unit> the_units)
    : csv(std::move(text)),
      rules(std::move(the_rules)),
      units(std::move(the_units)),
      index(rules),
      anyone_takes_sensitive(std::ranges::any_of(units, &Unit::takes_sensitive)) {
    for (std::size_t i = 0; i < units.size(); ++i) by_code.emplace(units[i].code, i);
}

const Unit* RoutingTable::unit(std::string_view code) const {
    const auto found = by_code.find(code);
    return found == by_code.end() ? nullptr : &units[found->second];
}

const Unit* RoutingTable::meant(const Target& target, std::string_view area) const {
    if (target.near_by > 0 && area.size() >= target.near_by) {
        std::string code = target.unit;
        code += ':';
        code += area.substr(0, target.near_by);
        if (const Unit* near = unit(code)) return near;
    }
    return unit(target.unit);
}

}  // namespace sambung::cases
