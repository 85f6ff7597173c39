#include "cases/succession.h"

#include "cases/on_duty.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sambung::cases {

namespace {

// A circle of backups is found when a pack is checked; here it only must not be followed for ever.
std::vector<const Unit*> stand_ins(const Office& office, std::string_view code) {
    std::vector<const Unit*> chain;
    for (const Unit* unit = office.unit(code); unit != nullptr && chain.size() < office.units.size();) {
        const Unit* next = unit->backup.empty() ? nullptr : office.unit(unit->backup);
        if (next != nullptr) chain.push_back(next);
        unit = next;
    }
    return chain;
}

}  // namespace

Confidence confidence_of(const Report& report, Urgency urgency, const Office& office) {
    const bool sensitive = office.is_sensitive(report);
    if (is_complaint(report.category, urgency))
        return sensitive ? Confidence::sensitive_complaint : Confidence::complaint;
    return sensitive ? Confidence::sensitive : Confidence::ordinary;
}

bool may_have(const Unit& unit, Confidence confidence) {
    switch (confidence) {
        case Confidence::ordinary:
            return true;
        case Confidence::sensitive:
            return unit.takes_sensitive;
        case Confidence::complaint:
            return outside_the_office(unit);
        case Confidence::sensitive_complaint:
            return outside_the_office(unit) && unit.takes_sensitive;
    }
    std::unreachable();
}

const Unit* city_desk(const Office& office) {
    const std::vector<RoutingRow> rows = office.routing.rows();
    return rows.empty() ? nullptr : office.unit(rows.back().unit);
}

const Unit* head_of(const Office& office, std::string_view unit, Confidence confidence) {
    const std::vector<const Unit*> chain = stand_ins(office, unit);
    const Unit* head = chain.empty() ? office.unit(unit) : chain.back();
    return head != nullptr && may_have(*head, confidence) ? head : nullptr;
}

std::vector<const Unit*> overseers_of(const Office& office, const Unit& unit) {
    std::vector<const Unit*> out;
    for (const Unit* one :
         {office.unit(unit.backup), office.unit(unit.parent), head_of(office, unit.code, Confidence::ordinary)})
        if (one != nullptr && one->code != unit.code && std::ranges::find(out, one) == out.end()) out.push_back(one);
    return out;
}

std::vector<std::string> units_of_the_same_duty(const Office& office, std::string_view unit) {
    std::vector<std::string> same{std::string{unit}};
    const Unit* one = office.unit(unit);
    if (one == nullptr) return same;
    const std::vector<std::string> numbers = numbers_of(*one);
    const auto shared = [&numbers](const std::string& number) {
        return std::ranges::find(numbers, number) != numbers.end();
    };
    for (const Unit& other : office.units)
        if (other.code != unit && std::ranges::any_of(numbers_of(other), shared)) same.push_back(other.code);
    return same;
}

const Unit* next_unit(const Office& office, std::string_view unit, const UnitCodes& tried, Confidence confidence) {
    const auto can = [&](const Unit& next) {
        return !tried.contains(next.code) && !next.suspended && may_have(next, confidence);
    };
    for (const Unit* next : stand_ins(office, unit))
        if (can(*next)) return next;
    const Unit* desk = city_desk(office);
    return confidence == Confidence::ordinary && desk != nullptr && can(*desk) ? desk : nullptr;
}

}  // namespace sambung::cases
