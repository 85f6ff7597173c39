#include "routing_choice.h"

#include <algorithm>
#include <span>
#include <utility>

namespace sambung::cases {

namespace {

const UnitLoad* load_of(const RoutingInput& input, std::string_view unit) {
    const auto found = std::ranges::find(input.loads, unit, &UnitLoad::unit);
    return found == input.loads.end() ? nullptr : &*found;
}

bool suspended(const Unit& unit, const RoutingInput& input) {
    const UnitLoad* load = load_of(input, unit.code);
    return load != nullptr && load->suspended ? *load->suspended : unit.suspended;
}

bool is_full(const UnitLoad& load, int room) {
    constexpr std::int64_t percent = 100;
    return room > 0 && load.capacity && load.open * percent >= std::int64_t{*load.capacity} * room;
}

Candidate weighed(const Unit& unit, const RoutingInput& input) {
    const UnitLoad* given = load_of(input, unit.code);
    UnitLoad load = given != nullptr ? *given : UnitLoad{.unit = unit.code};
    if (!load.capacity) load.capacity = unit.capacity;
    load.suspended = suspended(unit, input);
    return {.unit = &unit, .load = std::move(load), .load_given = given != nullptr};
}

class Chooser {
 public:
    Chooser(const RoutingTable& table, const RoutingInput& input)
        : table_(table),
          input_(input),
          only_sensitive_(input.sensitive && table.anyone_takes_sensitive),
          only_outside_(is_complaint(input.category, input.urgency)) {}

    Choice choose() {
        table_.index.each(input_, [this](std::size_t at) { return take(table_.rules[at]); });
        if (choice_.unit == nullptr && choice_.rule != nullptr) stand_in();
        return std::move(choice_);
    }

 private:
    [[nodiscard]] Obstacle obstacle_of(const Unit& unit) const {
        if (suspended(unit, input_)) return Obstacle::suspended;
        if (only_sensitive_ && !unit.takes_sensitive) return Obstacle::not_sensitive;
        if (rings(input_.urgency) && !unit.open_24h && !input_.open) return Obstacle::closed;
        return Obstacle::none;
    }

    // True if this row has the case. Capacity only advises where somebody is in danger, or where the next row would be
    // the office's own.
    bool take(const Rule& rule) {
        std::vector<Candidate> candidates;
        candidates.reserve(rule.targets.size());
        for (const Target& target : rule.targets) {
            const Unit* unit = table_.meant(target, input_.area);
            Candidate one = weighed(*unit, input_);
            one.obstacle = obstacle_of(*unit);
            if (one.obstacle == Obstacle::none && !rings(input_.urgency) && !only_outside_ &&
                is_full(one.load, rule.room))
                one.obstacle = Obstacle::full;
            candidates.push_back(std::move(one));
        }
        const Candidate* best = pick(rule, candidates);
        if (best == nullptr &&
            std::ranges::find(candidates, Obstacle::full, &Candidate::obstacle) != candidates.end()) {
            choice_.full.push_back({&rule, std::move(candidates)});
            return false;
        }
        choice_.rule = &rule;
        choice_.unit = best == nullptr ? nullptr : best->unit;
        choice_.candidates = std::move(candidates);
        return true;
    }

    static const Candidate* pick(const Rule& rule, std::span<const Candidate> candidates) {
        const bool by_share = std::ranges::all_of(
            candidates, [](const Candidate& one) { return one.load.capacity && *one.load.capacity > 0; });
        const auto before = [&](const Candidate& a, const Candidate& b) {
            switch (rule.pick) {
                case Pick::first:
                    return false;
                case Pick::round_robin:
                    return a.load.last < b.load.last;
                case Pick::least_loaded:
                    return by_share ? std::int64_t{a.load.open} * *b.load.capacity <
                                          std::int64_t{b.load.open} * *a.load.capacity
                                    : a.load.open < b.load.open;
            }
            std::unreachable();
        };
        const Candidate* best = nullptr;
        for (const Candidate& one : candidates)
            if (one.obstacle == Obstacle::none && (best == nullptr || before(one, *best))) best = &one;
        return best;
    }

    // Who can have it, and whoever is only closed rather than nobody: a phone that may ring is more than none.
    void stand_in() {
        for (const bool closed_too : {false, true}) {
            closed_too_ = closed_too;
            if (try_units_of(*choice_.rule)) return;
            if (only_sensitive_ ? try_sensitive_units() : try_last_row()) return;
        }
        choice_.unit = only_sensitive_ ? any_sensitive_unit() : choice_.candidates.front().unit;
        choice_.as = only_sensitive_ ? StandIn::sensitive_unit : StandIn::nobody;
    }

    [[nodiscard]] bool accepts(const Unit& unit) const {
        if (only_outside_ && !outside_the_office(unit)) return false;
        const Obstacle obstacle = obstacle_of(unit);
        return obstacle == Obstacle::none || (closed_too_ && obstacle == Obstacle::closed);
    }

    bool settle(const Unit& unit, StandIn as) {
        if (!accepts(unit)) return false;
        choice_.unit = &unit;
        choice_.as = as;
        return true;
    }

    bool try_chain(const Unit& from, std::string Unit::* link, StandIn as) {
        const Unit* unit = table_.unit(from.*link);
        for (std::size_t steps = 0; unit != nullptr && steps < table_.units.size(); ++steps) {
            if (settle(*unit, as)) return true;
            unit = table_.unit(unit->*link);
        }
        return false;
    }

    bool try_units_of(const Rule& rule) {
        for (const Target& target : rule.targets) {
            const Unit& unit = *table_.meant(target, input_.area);
            if (&rule == choice_.rule && closed_too_ && settle(unit, StandIn::nobody)) return true;
            if (try_chain(unit, &Unit::backup, StandIn::backup)) return true;
            if (try_chain(unit, &Unit::parent, StandIn::parent)) return true;
        }
        return false;
    }

    bool try_last_row() {
        const Rule& last = table_.rules.back();
        for (const Target& target : last.targets)
            if (settle(*table_.meant(target, input_.area), StandIn::last_row)) return true;
        return &last != choice_.rule && try_units_of(last);
    }

    // Those that the table sends sensitive cases to, before any other that takes them.
    bool try_sensitive_units() {
        for (const Rule& rule : table_.rules)
            for (const Target& target : rule.targets)
                if (rule.sensitive == true && settle(*table_.meant(target, input_.area), StandIn::sensitive_unit))
                    return true;
        return std::ranges::any_of(table_.units,
                                   [this](const Unit& unit) { return settle(unit, StandIn::sensitive_unit); });
    }

    // All of them are suspended: the row's own, if it is one.
    [[nodiscard]] const Unit* any_sensitive_unit() const {
        for (const Candidate& one : choice_.candidates)
            if (one.unit->takes_sensitive) return one.unit;
        return &*std::ranges::find_if(table_.units, &Unit::takes_sensitive);
    }

    const RoutingTable& table_;
    const RoutingInput& input_;
    const bool only_sensitive_;
    const bool only_outside_;  // a complaint about the office
    bool closed_too_ = false;
    Choice choice_;
};

}  // namespace

std::string_view name(Obstacle obstacle) {
    constexpr std::string_view names[] = {"", "suspended", "sensitive", "closed", "capacity"};
    return names[static_cast<std::size_t>(obstacle)];
}

std::string_view name(StandIn as) {
    constexpr std::string_view names[] = {"", "backup", "parent", "last_row", "sensitive"};
    return names[static_cast<std::size_t>(as)];
}

Choice choose(const RoutingTable& table, const RoutingInput& input) { return Chooser{table, input}.choose(); }

std::vector<const Unit*> copies_of(const RoutingTable& table, const RoutingInput& input, const Choice& choice) {
    std::vector<const Unit*> copies;
    if (choice.rule == nullptr) return copies;
    for (const Target& target : choice.rule->copies) {
        const Unit* unit = table.meant(target, input.area);
        const bool may_know = (!input.sensitive || unit->takes_sensitive) &&
                              (!is_complaint(input.category, input.urgency) || outside_the_office(*unit));
        if (unit != choice.unit && may_know && !suspended(*unit, input) &&
            std::ranges::find(copies, unit) == copies.end())
            copies.push_back(unit);
    }
    return copies;
}

}  // namespace sambung::cases
