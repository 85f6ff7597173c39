#include "pack_office.h"

#include "duty_address.h"
#include "model/gsm7.h"

#include <algorithm>

namespace sambung::gateway {

using dialogs::Finding;
using dialogs::YamlNode;

namespace {

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

// True for `yes`, one of two words of which `no` is meant where the key is left out.
bool read_choice(PackReader& reader, const YamlNode& unit, std::string_view key, std::string_view yes,
                 std::string_view no) {
    const std::string_view word = unit.text(key);
    if (word != yes && word != no && unit.find(key) != nullptr)
        reader.complain("units.yaml", unit.at, "P003",
                        '"' + std::string{key} + "\" is " + std::string{yes} + " or " + std::string{no});
    return word == yes;
}

std::optional<int> read_capacity(PackReader& reader, const YamlNode& unit) {
    if (unit.find("capacity") == nullptr) return std::nullopt;
    const std::optional<int> capacity = number(unit.text("capacity"));
    if (!capacity || *capacity < 1)
        reader.complain("units.yaml", unit.at, "P003", "\"capacity\" is a number of cases, from 1");
    return capacity;
}

cases::Unit read_unit(PackReader& reader, const YamlNode& node) {
    reader.keys("units.yaml", node,
                {"code", "name", "kind", "backup", "hours", "duty", "parent", "capacity", "sensitive", "state"});
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
            .suspended = read_choice(reader, node, "state", "suspended", "active")};
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
    Units out;
    const YamlNode root = reader.yaml("units.yaml", {"units"});
    for (const YamlNode& node : items_of(root, "units")) {
        cases::Unit unit = read_unit(reader, node);
        out.at[unit.code] = node.at;
        out.all.push_back(std::move(unit));
    }
    if (out.all.empty()) reader.complain("units.yaml", root.at, "P002", "\"units\" needs at least one unit");
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

std::optional<cases::Routing> read_routing(PackReader& reader, const std::vector<cases::Unit>& units,
                                           const AreaTree& areas) {
    auto routing = cases::Routing::parse(reader.text("routing.csv"), units, areas);
    if (routing) return std::move(*routing);
    for (const std::string& finding : routing.error())
        reader.add({routing_finding(reader.path("routing.csv"), finding)});
    return std::nullopt;
}

}  // namespace sambung::gateway
