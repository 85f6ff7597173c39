#include "office_changes.h"

#include "model/phone.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sambung::gateway {

namespace {

using cases::DutyAddress;
using cases::Unit;

// One thing about a unit: what it is compared by, and what is shown of it.
struct Fact {
    std::string what;
    std::string raw;
    std::string shown;
};

Fact plain(std::string what, std::string value) { return {std::move(what), value, value.empty() ? "none" : value}; }

Fact duty_fact(std::string what, const std::vector<DutyAddress>& duty) {
    Fact out{.what = std::move(what), .raw = {}, .shown = {}};
    for (const DutyAddress& one : duty) {
        out.raw += one.channel + ' ' + one.address + ',';
        out.shown += (out.shown.empty() ? "" : ", ") + one.channel + ' ' + masked_duty(one.address);
    }
    if (out.shown.empty()) out.shown = "none";
    return out;
}

Fact officers_fact(const Unit& unit) {
    Fact out{.what = "officers", .raw = {}, .shown = {}};
    for (const std::string& one : unit.officers) {
        out.raw += one + ',';
        out.shown += (out.shown.empty() ? "" : ", ") + masked_duty(one);
    }
    if (out.shown.empty()) out.shown = "none";
    return out;
}

Fact shifts_fact(const Unit& unit) {
    Fact out{.what = "shifts", .raw = {}, .shown = {}};
    if (unit.shifts)
        for (const cases::Shift& shift : unit.shifts->shifts()) {
            const Fact duty = duty_fact({}, shift.duty);
            const std::string head =
                fmt::format("{} {:02}.{:02}", shift.name, shift.begins.count() / 60, shift.begins.count() % 60);
            out.raw += head + duty.raw + ';';
            out.shown += (out.shown.empty() ? "" : "; ") + head + (shift.duty.empty() ? "" : " " + duty.shown);
        }
    if (out.shown.empty()) out.shown = "none";
    return out;
}

std::vector<Fact> facts_of(const Unit& unit) {
    return {plain("name", unit.name),
            plain("kind", unit.kind),
            plain("backup", unit.backup),
            plain("parent", unit.parent),
            plain("hours", unit.open_24h ? "24h" : "office"),
            plain("capacity", unit.capacity ? std::to_string(*unit.capacity) : ""),
            plain("sensitive", unit.takes_sensitive ? "yes" : "no"),
            plain("state", unit.suspended ? "suspended" : "active"),
            duty_fact("duty", unit.duty),
            shifts_fact(unit),
            officers_fact(unit)};
}

const Unit* find(const std::vector<Unit>& units, std::string_view code) {
    const auto found = std::ranges::find(units, code, &Unit::code);
    return found == units.end() ? nullptr : &*found;
}

void compare(const Unit& before, const Unit& after, std::vector<std::string>& out) {
    const std::vector<Fact> was = facts_of(before);
    const std::vector<Fact> is = facts_of(after);
    for (std::size_t i = 0; i < was.size(); ++i) {
        if (was[i].raw == is[i].raw) continue;
        const char* same_ending = was[i].shown == is[i].shown ? " (another one that ends alike)" : "";
        out.push_back(
            fmt::format("unit {}: {} {} -> {}{}", after.code, was[i].what, was[i].shown, is[i].shown, same_ending));
    }
}

std::multiset<std::string> lines_of(std::string_view text) {
    std::multiset<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        line.remove_prefix(std::min(line.find_first_not_of(" \r"), line.size()));
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with('#')) out.emplace(line);
    }
    return out;
}

}  // namespace

std::string masked_duty(std::string_view address) {
    const auto at = address.find('@');
    if (at != std::string_view::npos && at > 0)
        return std::string{address.substr(0, 1)} + "***" + std::string{address.substr(at)};
    const auto phone = Phone::parse(address);
    return phone ? phone->masked() : std::string{address};
}

std::vector<std::string> unit_changes(const std::vector<Unit>& before, const std::vector<Unit>& after) {
    std::vector<std::string> out;
    for (const Unit& unit : after)
        if (find(before, unit.code) == nullptr)
            out.push_back(
                fmt::format("new unit {} ({}): duty {}", unit.code, unit.name, duty_fact({}, unit.duty).shown));
    for (const Unit& unit : before)
        if (find(after, unit.code) == nullptr) out.push_back(fmt::format("gone unit {} ({})", unit.code, unit.name));
    for (const Unit& unit : after)
        if (const Unit* known = find(before, unit.code); known != nullptr) compare(*known, unit, out);
    return out;
}

std::vector<std::string> line_changes(std::string_view before, std::string_view after) {
    const std::multiset<std::string> was = lines_of(before);
    const std::multiset<std::string> is = lines_of(after);
    std::vector<std::string> out;
    std::vector<std::string> lines;
    std::ranges::set_difference(was, is, std::back_inserter(lines));
    for (const std::string& line : lines) out.push_back("- " + line);
    lines.clear();
    std::ranges::set_difference(is, was, std::back_inserter(lines));
    for (const std::string& line : lines) out.push_back("+ " + line);
    return out;
}

std::vector<std::string> units_gone(const std::vector<Unit>& before, const std::vector<Unit>& after) {
    std::vector<std::string> out;
    for (const Unit& unit : before)
        if (find(after, unit.code) == nullptr) out.push_back(unit.code);
    return out;
}

}  // namespace sambung::gateway
