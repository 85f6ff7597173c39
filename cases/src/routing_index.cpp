#include "routing_index.h"

namespace sambung::cases {

namespace {

constexpr std::size_t bits = 64;

void put(std::vector<std::uint64_t>& set, std::size_t rule) { set[rule / bits] |= std::uint64_t{1} << (rule % bits); }

// Every urgency, kind, hour and sensitivity, once.
template <class Visit>
void for_each_shape(Visit visit) {
    RoutingInput input;
    for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4})
        for (const Kind kind : all_kinds)
            for (const bool open : {true, false})
                for (const bool sensitive : {true, false}) {
                    input.urgency = urgency;
                    input.kind = kind;
                    input.open = open;
                    input.sensitive = sensitive;
                    visit(input);
                }
}

bool fits_shape(const Rule& rule, const RoutingInput& shape) {
    return shape.urgency >= rule.from && shape.urgency <= rule.to && has(rule.kinds, shape.kind) &&
           (!rule.open || *rule.open == shape.open) && (!rule.sensitive || *rule.sensitive == shape.sensitive);
}

}  // namespace

RuleIndex::RuleIndex(const std::vector<Rule>& rules) : words_((rules.size() + bits - 1) / bits) {
    const Set none(words_);
    by_shape_.fill(none);
    any_category_ = none;
    any_area_ = none;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for_each_shape([&](const RoutingInput& shape) {
            if (fits_shape(rules[i], shape)) put(by_shape_[shape_of(shape)], i);
        });
        if (rules[i].categories.empty()) put(any_category_, i);
        for (const std::string& category : rules[i].categories)
            put(by_category_.try_emplace(category, none).first->second, i);
        put(rules[i].area.empty() ? any_area_ : by_area_.try_emplace(rules[i].area, none).first->second, i);
    }
    for (auto& [category, set] : by_category_)
        for (std::size_t word = 0; word < words_; ++word) set[word] |= any_category_[word];
}

const RuleIndex::Set& RuleIndex::of_category(std::string_view category) const {
    const auto found = by_category_.find(category);
    return found == by_category_.end() ? any_category_ : found->second;
}

std::array<const RuleIndex::Set*, RuleIndex::most_areas> RuleIndex::of_area(std::string_view area) const {
    std::array<const Set*, most_areas> sets{};
    std::size_t count = 0;
    while (!by_area_.empty() && !area.empty() && count < most_areas) {
        if (const auto found = by_area_.find(area); found != by_area_.end()) sets[count++] = &found->second;
        const auto dot = area.rfind('.');
        area = area.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    return sets;
}

}  // namespace sambung::cases
