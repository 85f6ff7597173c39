#include "routing_reach.h"

#include <algorithm>
#include <set>
#include <string>

namespace sambung::cases {

namespace {

// One of each that some row names, and one that none names (the empty word). A report may lie in a kecamatan without
// more being known, so an area stands for itself and rows for all of its parts do not hide a row for the whole.
struct Named {
    std::set<std::string> categories{""};
    std::set<std::string> areas{""};
};

Named named_in(const std::vector<Rule>& rules) {
    Named named;
    for (const Rule& rule : rules) {
        named.categories.insert(rule.categories.begin(), rule.categories.end());
        named.areas.insert(rule.area);
    }
    return named;
}

template <class Visit>
void for_each_input(const Named& named, Visit visit) {
    RoutingInput input;
    for (const std::string& category : named.categories)
        for (const std::string& area : named.areas)
            for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4})
                for (const Kind kind : all_kinds)
                    for (const bool open : {true, false}) {
                        input.category = category;
                        input.area = area;
                        input.urgency = urgency;
                        input.kind = kind;
                        input.open = open;
                        visit(input);
                    }
}

}  // namespace

std::vector<std::vector<std::size_t>> find_reach(std::vector<Rule>& rules) {
    std::vector<std::set<std::size_t>> takers(rules.size());
    for_each_input(named_in(rules), [&](const RoutingInput& input) {
        std::size_t first = rules.size();
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (!against(rules[i], input).empty()) continue;
            if (first == rules.size()) {
                first = i;
                rules[i].reaches |= bit_of(input.urgency);
            } else {
                takers[i].insert(first);
            }
        }
    });
    std::vector<std::vector<std::size_t>> out;
    for (const auto& set : takers) out.emplace_back(set.begin(), set.end());
    return out;
}

}  // namespace sambung::cases
