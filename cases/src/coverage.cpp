#include "cases/coverage.h"

#include "cases/categories.h"

#include <algorithm>

namespace sambung::cases {

namespace {

bool falls_through(const Office& office, const Report& report) {
    RoutingInput input{report.category, report.area, triage(report, Light::day),
                       report.kind,     true,        office.is_sensitive(report)};
    for (const bool open : {true, false}) {
        input.open = open;
        if (office.routing.place(input).last_row) return true;
    }
    return false;
}

void look_for(const Office& office, Report report, std::vector<CoverageGap>& gaps) {
    CoverageGap gap{report.kind, report.category, {}};
    for (const Area& area : office.areas.all()) {
        report.area = area.code;
        if (falls_through(office, report)) gap.areas.push_back(area.code);
    }
    if (gap.areas.empty()) return;
    if (gap.areas.size() == office.areas.all().size()) gap.areas.clear();
    gaps.push_back(std::move(gap));
}

}  // namespace

std::vector<CoverageGap> coverage_gaps(const Office& office) {
    std::vector<CoverageGap> gaps;
    Report report;
    for (const Category& category : all_categories) {
        report.kind = category.kind;
        report.category = category.id;
        look_for(office, report, gaps);
    }
    report.kind = Kind::call_back;
    report.category.clear();
    look_for(office, report, gaps);
    return gaps;
}

std::string in_words(const CoverageGap& gap) {
    constexpr std::size_t shown = 3;
    std::string out{name(gap.kind)};
    if (!gap.category.empty()) out += ' ' + gap.category;
    for (std::size_t i = 0; i < std::min(shown, gap.areas.size()); ++i) out += (i == 0 ? " in " : ", ") + gap.areas[i];
    if (gap.areas.size() > shown) out += " and " + std::to_string(gap.areas.size() - shown) + " more";
    return out;
}

}  // namespace sambung::cases
