#include "duty_channels.h"

#include "duty_address.h"

#include <algorithm>
#include <map>
#include <set>

namespace sambung::gateway {

namespace {

bool rings_somebody(const Channels& channels, std::string_view id) {
    const Channel* channel = channels.find(id);
    return channel != nullptr && !channel->adapter->replies_inline() &&
           channel->adapter->carries() == adapters::Carries::talk;
}

bool danger_comes_to(const cases::Office& office, const cases::Unit& unit) {
    return office.routing.reaches(unit.code, Urgency::p0) || office.routing.reaches(unit.code, Urgency::p1);
}

std::string units_in_words(const std::set<std::string>& units) {
    constexpr std::size_t shown = 3;
    std::string out;
    std::size_t told = 0;
    for (const std::string& unit : units) {
        if (told++ == shown) return out + " and " + std::to_string(units.size() - shown) + " more";
        out += (out.empty() ? "" : ", ") + unit;
    }
    return out;
}

}  // namespace

DutyGaps duty_gaps(const cases::Office& office, const Channels& channels) {
    DutyGaps gaps;
    std::map<std::string, std::set<std::string>> silent;  // channel, units
    for (const cases::Unit& unit : office.units) {
        bool reached = false;
        for (const cases::DutyAddress& duty : all_duty(unit)) {
            const bool rings = rings_somebody(channels, duty.channel);
            if (!rings) silent[duty.channel].insert(unit.code);
            reached = reached || rings;
        }
        if (!reached && danger_comes_to(office, unit))
            gaps.alone.push_back("P0 or P1 can come to unit " + unit.code + ", and no channel rings its duty");
    }
    for (const auto& [channel, units] : silent)
        gaps.channels.push_back(
            "channel \"" + channel + "\" rings nobody: it is " +
            (channels.find(channel) == nullptr ? "not in the configuration" : "USSD, which cannot write first") +
            ", and the duty of " + units_in_words(units) + " is to be rung by it");
    return gaps;
}

}  // namespace sambung::gateway
