#include "routing_reach.h"

#include "routing_index.h"

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
                    for (const bool open : {true, false})
                        for (const bool sensitive : {true, false}) {
                            if (category == restricted_category && !sensitive) continue;
                            input.category = category;
                            input.area = area;
                            input.urgency = urgency;
                            input.kind = kind;
                            input.open = open;
                            input.sensitive = sensitive;
                            visit(input);
                        }
}

}  // namespace

// A row that wants room in its units lets cases through when they are full, but nobody in danger.
std::vector<std::vector<std::size_t>> find_reach(std::vector<Rule>& rules) {
    std::vector<std::set<std::size_t>> takers(rules.size());
    const RuleIndex index{rules};
    for_each_input(named_in(rules), [&](const RoutingInput& input) {
        std::size_t taker = rules.size();
        index.each(input, [&](std::size_t at) {
            if (taker == rules.size()) {
                rules[at].reaches |= bit_of(input.urgency);
                rules[at].reaches_sensitive |= input.sensitive;
                if (rules[at].room == 0 || rings(input.urgency)) taker = at;
            } else {
                takers[at].insert(taker);
            }
            return false;
        });
    });
    std::vector<std::vector<std::size_t>> out;
    for (const auto& set : takers) out.emplace_back(set.begin(), set.end());
    return out;
}

}  // namespace sambung::cases
