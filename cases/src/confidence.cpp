#include "confidence.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace sambung::cases {

namespace {

// Areas that the table or a Puskesos of one kelurahan can tell apart, and "not known".
std::set<std::string> areas_told_apart(const Office& office) {
    std::set<std::string> areas{""};
    for (const RoutingRow& row : office.routing.rows())
        if (row.area != "*") areas.insert(row.area);
    for (const Unit& unit : office.units)
        if (const auto colon = unit.code.find(':'); colon != std::string::npos)
            areas.insert(unit.code.substr(colon + 1));
    return areas;
}

// Codes of the units that a category can come to from this urgency on, if everybody is there.
std::set<std::string> owners_of(const Office& office, const std::string& category, Urgency from) {
    std::set<std::string> owners;
    Report report;
    report.category = category;
    const bool sensitive = office.is_sensitive(report);
    for (const std::string& area : areas_told_apart(office))
        for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4})
            for (const Kind kind : all_kinds)
                for (const bool open : {true, false})
                    if (urgency >= from)
                        owners.emplace(office.routing.place({category, area, urgency, kind, open, sensitive}).unit);
    return owners;
}

// The unit and all that stand in for it, one after the other; a circle of backups is E253's to tell.
std::vector<const Unit*> chain_of(const Office& office, std::string_view code) {
    std::vector<const Unit*> chain;
    const Unit* unit = office.unit(code);
    while (unit != nullptr && chain.size() < office.units.size()) {
        chain.push_back(unit);
        unit = unit->backup.empty() ? nullptr : office.unit(unit->backup);
    }
    return chain;
}

// The unit and all that stand in for it, by whichever way.
std::vector<const Unit*> everybody_behind(const Office& office, std::string_view code) {
    std::vector<const Unit*> found;
    const auto add = [&](std::string_view next) {
        const Unit* unit = next.empty() ? nullptr : office.unit(next);
        if (unit != nullptr && std::ranges::find(found, unit) == found.end()) found.push_back(unit);
    };
    add(code);
    for (std::size_t i = 0; i < found.size(); ++i) {
        add(found[i]->backup);
        add(found[i]->parent);
    }
    return found;
}

bool knows_the_neighbours(const Unit& unit) {
    constexpr std::array<std::string_view, 4> near = {"trc", "shelter", "puskesos", "verifier"};
    return std::ranges::find(near, unit.kind) != near.end();
}

UnitFinding finding(const Unit& owner, const Unit& wrong, std::string_view code, const std::string& what) {
    return {owner.code, std::string{code}, what + ", and '" + wrong.code + "' is of kind '" + wrong.kind + "'"};
}

void check_confidence(const Office& office, std::vector<UnitFinding>& findings) {
    for (const std::string& code : owners_of(office, "rahasia", Urgency::p0)) {
        const auto chain = chain_of(office, code);
        if (chain.empty()) continue;
        if (!chain.front()->open_24h)
            findings.push_back({code, "E255", "'rahasia' comes here, so it must be open round the clock"});
        if (const auto wrong = std::ranges::find_if(chain, [](const Unit* u) { return knows_the_neighbours(*u); });
            wrong != chain.end())
            findings.push_back(finding(*chain.front(), **wrong, "E255",
                                       "'rahasia' comes here, so no trc, shelter or puskesos may be in the chain"));
    }
}

void check_complaints(const Office& office, std::vector<UnitFinding>& findings) {
    for (const std::string& code : owners_of(office, std::string{complaint_category}, Urgency::p2)) {
        const auto chain = everybody_behind(office, code);
        const auto wrong = std::ranges::find_if(chain, [](const Unit* u) { return !outside_the_office(*u); });
        if (wrong != chain.end())
            findings.push_back(
                finding(*chain.front(), **wrong, "E256", "'pungli' comes here, so only a partner may be in the chain"));
    }
}

}  // namespace

std::vector<UnitFinding> confidence_findings(const Office& office) {
    std::vector<UnitFinding> findings;
    check_confidence(office, findings);
    check_complaints(office, findings);
    return findings;
}

}  // namespace sambung::cases
