#include "pack_files.h"

#include "source_folder.h"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sambung::cases {

namespace {

Unit unit_of(const YAML::Node& node) {
    Unit unit{.code = node["code"].as<std::string>(),
              .name = node["name"].as<std::string>(),
              .kind = node["kind"].as<std::string>(),
              .backup = node["backup"].as<std::string>(""),
              .open_24h = node["hours"].as<std::string>() == "24h",
              .duty = {},
              .parent = node["parent"].as<std::string>(""),
              .takes_sensitive = node["sensitive"].as<std::string>("no") == "yes",
              .suspended = node["state"].as<std::string>("active") == "suspended"};
    if (node["capacity"]) unit.capacity = node["capacity"].as<int>();
    for (const YAML::Node& duty : node["duty"])
        unit.duty.push_back({duty["channel"].as<std::string>(), duty["address"].as<std::string>()});
    return unit;
}

Calendar calendar_of(const YAML::Node& node) {
    std::vector<Calendar::Hours> hours;
    for (const auto& day : node["hours"])
        for (const auto& span : hours_from(day.first.as<std::string>(), day.second.as<std::string>()).value())
            hours.push_back(span);
    std::vector<std::chrono::year_month_day> holidays;
    for (const YAML::Node& holiday : node["holidays"])
        holidays.push_back(date_from(holiday["date"].as<std::string>()).value());
    return Calendar::make(node["timezone"].as<std::string>(), hours, holidays).value();
}

}  // namespace

std::string pack_file(const std::string& pack, const std::string& name) {
    std::ifstream in{std::string{SAMBUNG_SOURCE_DIR} + "/deploy/packs/" + pack + '/' + name, std::ios::binary};
    if (!in) throw std::runtime_error{pack + " has no " + name};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Office office_of_pack(const std::string& pack) {
    Office office;
    office.city = YAML::Load(pack_file(pack, "pack.yaml"))["city"].as<std::string>();
    office.areas = AreaTree::parse(pack_file(pack, "areas.csv")).value();
    for (const YAML::Node& unit : YAML::Load(pack_file(pack, "units.yaml"))["units"])
        office.units.push_back(unit_of(unit));
    office.calendar = calendar_of(YAML::Load(pack_file(pack, "calendar.yaml")));
    const auto routing = Routing::parse(pack_file(pack, "routing.csv"), office.units, office.areas);
    if (!routing) throw std::runtime_error{routing.error().front()};
    office.routing = *routing;
    return office;
}

}  // namespace sambung::cases
