#include "cases/office.h"

#include <algorithm>

namespace sambung::cases {

bool outside_the_office(const Unit& unit) { return unit.kind == "partner"; }

const Unit* Office::unit(std::string_view code) const {
    const auto found = std::ranges::find(units, code, &Unit::code);
    return found == units.end() ? nullptr : &*found;
}

bool Office::is_sensitive(const Report& report) const {
    return report.restricted || report.category == restricted_category ||
           std::ranges::find(sensitive, report.category) != sensitive.end();
}

Urgency Office::urgency_of(const Report& report, TimePoint now) const {
    return triage(report, calendar.dark(now) ? Light::night : Light::day);
}

RoutingInput Office::input_of(const Report& report, Urgency urgency, TimePoint now) const {
    return {report.category, report.area, urgency, report.kind, calendar.open(now), is_sensitive(report)};
}

}  // namespace sambung::cases
