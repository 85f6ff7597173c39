#include "cases/duty_point.h"

#include <algorithm>
#include <utility>

namespace sambung::cases {

namespace {

void erase_channel(std::vector<DutyAddress>& duty, const std::string& channel) {
    std::erase_if(duty, [&](const DutyAddress& one) { return one.channel == channel; });
}

Roster without_channel(const Roster& roster, const std::string& channel) {
    std::vector<Shift> shifts = roster.shifts();
    for (Shift& shift : shifts) erase_channel(shift.duty, channel);
    return Roster::make(std::move(shifts)).value_or(roster);
}

}  // namespace

Office with_points(Office office, const std::vector<DutyPoint>& points) {
    for (const DutyPoint& point : points) {
        const auto unit = std::ranges::find(office.units, point.unit, &Unit::code);
        if (unit == office.units.end()) continue;
        erase_channel(unit->duty, point.to.channel);
        unit->duty.push_back(point.to);
        if (unit->shifts) unit->shifts = without_channel(*unit->shifts, point.to.channel);
    }
    return office;
}

}  // namespace sambung::cases
