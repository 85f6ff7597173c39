#include "routing_words.h"

#include <algorithm>

namespace sambung::cases {

namespace {

// What is told in confidence is sensitive, whoever forgot to say so.
bool misses_its_mark(const RoutingInput& input) { return !input.sensitive && input.category == restricted_category; }

RoutingInput marked(RoutingInput input) {
    input.sensitive = true;
    return input;
}

// A load that decided and was not given.
bool guesses(const Choice& choice) {
    const auto guessed = [](const Rule& rule, const std::vector<Candidate>& candidates) {
        return rule.weighs() && std::ranges::any_of(candidates, [](const Candidate& one) { return !one.load_given; });
    };
    return guessed(*choice.rule, choice.candidates) || std::ranges::any_of(choice.full, [&](const Choice::Full& full) {
               return guessed(*full.rule, full.candidates);
           });
}

}  // namespace

Routing::Routing() : table_(std::make_shared<const RoutingTable>()) {}

Routing::Routing(std::shared_ptr<const RoutingTable> table) : table_(std::move(table)) {}

Decision Routing::route(const RoutingInput& input) const {
    if (misses_its_mark(input)) return route(marked(input));
    const Choice choice = choose(*table_, input);
    Decision decision;
    decision.input = input_in_words(input, choice);
    decision.trace = trace_of(*table_, input, choice);
    if (choice.unit == nullptr) return decision;
    decision.unit = choice.unit->code;
    decision.rule = choice.rule->row.ord;
    decision.fallback = fallback_of(choice);
    decision.why = why(input, choice);
    for (const Unit* unit : copies_of(*table_, input, choice)) decision.also_notify.push_back(unit->code);
    return decision;
}

Placement Routing::place(const RoutingInput& input) const {
    if (misses_its_mark(input)) return place(marked(input));
    const Choice choice = choose(*table_, input);
    if (choice.unit == nullptr) return {};
    const auto leaks = [](const Unit* unit) { return !unit->takes_sensitive; };
    return {.unit = choice.unit->code,
            .rule = choice.rule->row.ord,
            .last_row = choice.rule == &table_->rules.back() || choice.as == StandIn::last_row,
            .leaks = input.sensitive &&
                     (leaks(choice.unit) || std::ranges::any_of(copies_of(*table_, input, choice), leaks)),
            .guessed = guesses(choice)};
}

std::vector<std::string> Routing::watched(const RoutingInput& input) const {
    if (misses_its_mark(input)) return watched(marked(input));
    std::vector<std::string> codes;
    table_->index.each(input, [&](std::size_t at) {
        const Rule& rule = table_->rules[at];
        for (const Target& target : rule.targets) {
            const Unit& unit = *table_->meant(target, input.area);
            const bool counts = rule.weighs() || unit.capacity || unit.suspended;
            if (counts && std::ranges::find(codes, unit.code) == codes.end()) codes.push_back(unit.code);
        }
        return rule.room == 0 || rings(input.urgency);  // it takes the case whatever its units have to do
    });
    return codes;
}

const std::string& Routing::csv() const { return table_->csv; }

std::vector<RoutingRow> Routing::rows() const {
    std::vector<RoutingRow> rows;
    for (const Rule& rule : table_->rules) rows.push_back(rule.row);
    return rows;
}

bool Routing::reaches(std::string_view unit, Urgency urgency) const {
    return std::ranges::any_of(table_->rules, [&](const Rule& rule) {
        return has(rule.reaches, urgency) &&
               std::ranges::any_of(rule.targets, [&](const Target& target) { return may_mean(target, unit); });
    });
}

std::optional<int> Routing::brings_sensitive(std::string_view unit) const {
    const auto means = [&](const Target& target) { return may_mean(target, unit); };
    for (const Rule& rule : table_->rules)
        if (rule.reaches_sensitive &&
            (std::ranges::any_of(rule.targets, means) || std::ranges::any_of(rule.copies, means)))
            return rule.row.ord;
    return std::nullopt;
}

}  // namespace sambung::cases
