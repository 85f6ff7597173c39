// The parts of a pack that decide who acts: areas, units, calendar, routing table.
#pragma once

#include "cases/office.h"
#include "pack_reader.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

// The units, and where each stands in its file.
struct Units {
    std::vector<cases::Unit> all;
    std::map<std::string, dialogs::Mark, std::less<>> at;
    dialogs::YamlNode root;
};

[[nodiscard]] Units read_units(PackReader& reader);
[[nodiscard]] std::optional<cases::Calendar> read_calendar(PackReader& reader);
[[nodiscard]] std::optional<AreaTree> read_areas(PackReader& reader);  // P003, P010
[[nodiscard]] std::optional<cases::Routing> read_routing(PackReader& reader, const std::vector<cases::Unit>& units,
                                                         const AreaTree& areas);

// units.yaml, calendar.yaml and routing.csv upon what the store does not own: city, areas, what is sensitive. With the
// findings of its units; nothing if the table or the calendar cannot be read.
[[nodiscard]] std::optional<cases::Office> read_office(PackReader& reader, cases::Office ground);

}  // namespace sambung::gateway
