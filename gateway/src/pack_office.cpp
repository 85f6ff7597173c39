#include "pack_office.h"

#include "duty_address.h"
#include "model/gsm7.h"
#include "model/phone.h"
#include "pack_shelters.h"

#include <algorithm>
#include <utility>

namespace sambung::gateway {

using dialogs::Finding;
using dialogs::YamlNode;

namespace {

constexpr std::size_t longest_shift_name = 12;  // what its messages leave beside the unit and the hours

std::vector<cases::DutyAddress> read_duty(PackReader& reader, const YamlNode& unit) {
    std::vector<cases::DutyAddress> out;
    for (const YamlNode& node : items_of(unit, "duty")) {
        reader.keys("units.yaml", node, {"channel", "address"});
        const std::optional<DutyPlace> place = duty_place(node.text("address"));
        if (!place)
            reader.complain("units.yaml", node.at, "P003",
                            "a duty address is a phone number, +62…, a mail address or the name of an endpoint");
        out.push_back({reader.required("units.yaml", node, "channel"), place ? place->address : std::string{}});
    }
    return out;
}

std::chrono::minutes read_time(PackReader& reader, const YamlNode& shift, std::string_view key) {
    const auto time = cases::time_of_day(shift.text(key));
    if (!time)
        reader.complain("units.yaml", shift.at, "P003",
                        '"' + std::string{key} + "\" is a time of day, 07.00 (24.00: midnight)");
    return time.value_or(std::chrono::minutes{0}) % std::chrono::days{1};
}

// E260 shifts that do not make one whole day, or a number twice in one of them.
std::optional<cases::Roster> read_shifts(PackReader& reader, const YamlNode& unit) {
    if (unit.find("shifts") == nullptr) return std::nullopt;
    std::vector<cases::ShiftSpan> spans;
    bool read = true;
    for (const YamlNode& node : items_of(unit, "shifts")) {
        reader.keys("units.yaml", node, {"name", "from", "to", "duty"});
        cases::ShiftSpan span;
        span.shift.name = reader.required("units.yaml", node, "name");
        reader.for_citizens("units.yaml", node.at, "name", span.shift.name, longest_shift_name);
        span.shift.begins = read_time(reader, node, "from");
        span.ends = read_time(reader, node, "to");
        span.shift.duty = read_duty(reader, node);
        read = read && cases::time_of_day(node.text("from")) && cases::time_of_day(node.text("to"));
        spans.push_back(std::move(span));
    }
    if (!read) return std::nullopt;
    Result<cases::Roster> roster = cases::Roster::of_spans(std::move(spans));
    if (roster) return std::move(*roster);
    reader.complain("units.yaml", unit.find("shifts")->at, "E260", roster.error().detail);
    return std::nullopt;
}

// The name is for people who read the file; nothing keeps it.
std::vector<std::string> read_officers(PackReader& reader, const YamlNode& unit) {
    std::vector<std::string> out;
    for (const YamlNode& node : items_of(unit, "officers")) {
        reader.keys("units.yaml", node, {"phone", "name"});
        const auto phone = Phone::parse(node.text("phone"));
        if (phone)
            out.push_back(phone->e164());
        else
            reader.complain("units.yaml", node.at, "P003", "an officer's \"phone\" is a phone number, +62…");
    }
    return out;
}

// True for `yes`, one of two words of which `no` is meant where the key is left out.
bool read_choice(PackReader& reader, const YamlNode& unit, std::string_view key, std::string_view yes,
                 std::string_view no) {
    const std::string_view word = unit.text(key);
    if (word != yes && word != no && unit.find(key) != nullptr)
        reader.complain("units.yaml", unit.at, "P003",
                        '"' + std::string{key} + "\" is " + std::string{yes} + " or " + std::string{no});
    return word == yes;
}

// A shelter's capacity is its beds, unless it names another.
std::optional<int> all_beds(const YamlNode& unit) {
    const YamlNode* beds = unit.find("beds");
    if (beds == nullptr) return std::nullopt;
    int all = 0;
    for (const auto& [name, count] : beds->entries) all += number(count.scalar).value_or(0);
    return all > 0 ? std::optional{all} : std::nullopt;
}

std::optional<int> read_capacity(PackReader& reader, const YamlNode& unit) {
    if (unit.find("capacity") == nullptr) return all_beds(unit);
    const std::optional<int> capacity = number(unit.text("capacity"));
    if (!capacity || *capacity < 1)
        reader.complain("units.yaml", unit.at, "P003", "\"capacity\" is a number of cases, from 1");
    return capacity;
}

cases::Unit read_unit(PackReader& reader, const YamlNode& node) {
    reader.keys("units.yaml", node,
                {"code", "name", "kind", "backup", "hours", "duty", "shifts", "officers", "parent", "capacity",
                 "sensitive", "state", "beds", "stay_days", "peksos"});
    const std::string_view hours = node.text("hours");
    if (hours != "24h" && hours != "office")
        reader.complain("units.yaml", node.at, "P003", "\"hours\" is 24h or office");
    return {.code = reader.required("units.yaml", node, "code"),
            .name = reader.required("units.yaml", node, "name"),
            .kind = reader.required("units.yaml", node, "kind"),
            .backup = std::string{node.text("backup")},
            .open_24h = hours == "24h",
            .duty = read_duty(reader, node),
            .parent = std::string{node.text("parent")},
            .capacity = read_capacity(reader, node),
            .takes_sensitive = read_choice(reader, node, "sensitive", "yes", "no"),
            .suspended = read_choice(reader, node, "state", "suspended", "active"),
            .shifts = read_shifts(reader, node),
            .officers = read_officers(reader, node)};
}

// "routing.csv:12:4: E210: sentence" -> a finding with its place.
Finding routing_finding(const std::string& file, std::string_view text) {
    const auto next = [&text] {
        const std::string_view word = text.substr(0, text.find(':'));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        return word;
    };
    next();
    dialogs::Mark at;
    at.line = number(next()).value_or(1);
    at.column = number(next()).value_or(1);
    std::string_view code = next();
    code.remove_prefix(std::min<std::size_t>(1, code.size()));
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    return {file, at, std::string{code}, std::string{text}};
}

}  // namespace

Units read_units(PackReader& reader) {
    Units out{.all = {}, .at = {}, .root = reader.yaml("units.yaml", {"units"})};
    for (const YamlNode& node : items_of(out.root, "units")) {
        cases::Unit unit = read_unit(reader, node);
        out.at[unit.code] = node.at;
        out.all.push_back(std::move(unit));
    }
    if (out.all.empty()) reader.complain("units.yaml", out.root.at, "P002", "\"units\" needs at least one unit");
    return out;
}

std::optional<cases::Calendar> read_calendar(PackReader& reader) {
    const YamlNode root = reader.yaml("calendar.yaml", {"timezone", "hours", "holidays"});
    std::vector<cases::Calendar::Hours> hours;
    if (const YamlNode* map = root.find("hours"))
        for (const auto& [day, spans] : map->entries) {
            const auto some = cases::hours_from(day.scalar, spans.scalar);
            if (some)
                hours.insert(hours.end(), some->begin(), some->end());
            else
                reader.complain("calendar.yaml", day.at, "P003", some.error().detail);
        }
    std::vector<std::chrono::year_month_day> holidays;
    for (const YamlNode& node : items_of(root, "holidays")) {
        reader.keys("calendar.yaml", node, {"date", "name"});
        const auto day = cases::date_from(node.text("date"));
        if (day)
            holidays.push_back(*day);
        else
            reader.complain("calendar.yaml", node.at, "P003", day.error().detail);
    }
    Result<cases::Calendar> calendar =
        cases::Calendar::make(std::string{root.text("timezone")}, std::move(hours), std::move(holidays));
    if (calendar) return std::move(*calendar);
    reader.complain("calendar.yaml", root.at, "P003", calendar.error().detail);
    return std::nullopt;
}

std::optional<AreaTree> read_areas(PackReader& reader) {
    Result<AreaTree> areas = AreaTree::parse(reader.text("areas.csv"));
    if (!areas) {
        reader.complain("areas.csv", {}, "P003", areas.error().detail);
        return std::nullopt;
    }
    for (const Area& area : areas->all())
        if (!septets(area.name))
            reader.complain("areas.csv", {}, "P010", area.code + ": the name is not in the GSM 7-bit alphabet");
    return std::move(*areas);
}

std::optional<cases::Office> read_office(PackReader& reader, cases::Office ground) {
    Units units = read_units(reader);
    ground.houses = read_shelters(reader, units);
    std::optional<cases::Calendar> calendar = read_calendar(reader);
    std::optional<cases::Routing> routing = read_routing(reader, units.all, ground.areas);
    if (!routing || !calendar) return std::nullopt;
    ground.units = std::move(units.all);
    ground.routing = std::move(*routing);
    ground.calendar = std::move(*calendar);
    for (const cases::UnitFinding& finding : cases::unit_findings(ground))
        reader.complain("units.yaml", units.at[finding.unit], finding.code, finding.sentence);
    return ground;
}

std::optional<cases::Routing> read_routing(PackReader& reader, const std::vector<cases::Unit>& units,
                                           const AreaTree& areas) {
    auto routing = cases::Routing::parse(reader.text("routing.csv"), units, areas);
    if (routing) return std::move(*routing);
    for (const std::string& finding : routing.error())
        reader.add({routing_finding(reader.path("routing.csv"), finding)});
    return std::nullopt;
}

}  // namespace sambung::gateway
