#include "pack_shelters.h"

#include "pack_office.h"

#include <algorithm>

namespace sambung::gateway {

using dialogs::YamlNode;

namespace {

const cases::Unit* unit_of(const Units& units, std::string_view code) {
    const auto found = std::ranges::find(units.all, code, &cases::Unit::code);
    return found == units.all.end() ? nullptr : &*found;
}

void read_beds(PackReader& reader, const YamlNode& beds, cases::Shelter& shelter) {
    for (const auto& [name, value] : beds.entries) {
        const auto room = cases::room_from(name.scalar);
        const std::optional<int> count = number(value.scalar);
        if (!room)
            reader.complain("units.yaml", name.at, "E271", "a class of beds is dewasa_l, dewasa_p, anak or keluarga");
        else if (!count || *count < 0 || *count > cases::most_beds)
            reader.complain("units.yaml", value.at, "E271", "beds are a number, 0 to 999");
        else
            shelter.beds[static_cast<std::size_t>(*room)] = *count;
    }
}

void read_stay(PackReader& reader, const YamlNode& unit, cases::Shelter& shelter) {
    if (unit.find("stay_days") == nullptr) return;
    const std::optional<int> days_of_stay = number(unit.text("stay_days"));
    if (!days_of_stay || *days_of_stay < 1 || *days_of_stay > cases::longest_stay.count())
        return reader.complain("units.yaml", unit.at, "E272", "\"stay_days\" is a number of days, 1 to 90");
    shelter.stay = std::chrono::days{*days_of_stay};
}

}  // namespace

std::vector<cases::House> read_shelters(PackReader& reader, const Units& units) {
    std::vector<cases::House> houses;
    for (const YamlNode& node : items_of(units.root, "units")) {
        const YamlNode* beds = node.find("beds");
        const cases::Unit* unit = unit_of(units, node.text("code"));
        if (beds == nullptr || unit == nullptr) continue;
        if (unit->kind != "shelter" || unit_of(units, unit->backup) == nullptr)
            reader.complain("units.yaml", node.at, "E270",
                            "beds are of a shelter with a backup, who hears of its stays");
        cases::House house{.shelter = {.unit = unit->code}, .head = unit->backup, .peksos = unit->backup};
        read_beds(reader, *beds, house.shelter);
        read_stay(reader, node, house.shelter);
        if (node.find("peksos") != nullptr) house.peksos = node.text("peksos");
        if (unit_of(units, house.peksos) == nullptr)
            reader.complain("units.yaml", node.at, "E273",
                            "\"peksos\" is the code of a unit, which is told of each child");
        houses.push_back(std::move(house));
    }
    return houses;
}

}  // namespace sambung::gateway
