#include "cases/succession.h"

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

const Unit* city_desk(const Office& office) {
    const std::vector<RoutingRow> rows = office.routing.rows();
    return rows.empty() ? nullptr : office.unit(rows.back().unit);
}

const Unit* head_of(const Office& office, std::string_view unit) {
    const std::vector<const Unit*> chain = stand_ins(office, unit);
    return chain.empty() ? nullptr : chain.back();
}

const Unit* next_unit(const Office& office, std::string_view unit, const UnitCodes& tried, Confidence confidence) {
    for (const Unit* next : stand_ins(office, unit))
        if (!tried.contains(next->code)) return next;
    if (confidence == Confidence::sensitive) return nullptr;
    const Unit* desk = city_desk(office);
    return desk != nullptr && !tried.contains(desk->code) ? desk : nullptr;
}

}  // namespace sambung::cases
