#include "replay_coverage.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace sambung::gateway {

using dialogs::FlowWay;
using dialogs::Passage;

namespace {

// What was met, in one language or in any.
class Met {
 public:
    void add(const Passage& passage) {
        if (const auto way = way_key(passage))
            ways_.insert(*way);
        else
            states_.emplace(passage.flow, passage.state);
    }
    [[nodiscard]] bool state(const std::pair<std::string, std::string>& state) const { return states_.contains(state); }
    [[nodiscard]] bool way(const FlowWay& way) const { return ways_.contains(way_key(way)); }
    [[nodiscard]] bool flow(const std::string& flow) const {
        return std::ranges::any_of(states_, [&](const auto& state) { return state.first == flow; });
    }

 private:
    std::set<std::pair<std::string, std::string>> states_;
    std::set<dialogs::WayKey> ways_;
};

struct Tally {
    std::size_t met = 0, all = 0;
    void count(bool one) {
        ++all;
        met += one ? 1 : 0;
    }
};

std::ostream& operator<<(std::ostream& out, const Tally& tally) { return out << tally.met << " of " << tally.all; }

struct Map {
    std::vector<std::pair<std::string, std::string>> states;
    std::vector<FlowWay> ways;
};

void tell(std::ostream& out, const Map& map, const Met& met, const std::optional<std::string>& flow) {
    Tally states, ways, results;
    for (const auto& state : map.states)
        if (!flow || state.first == *flow) states.count(met.state(state));
    for (const FlowWay& way : map.ways) {
        if (flow && way.flow != *flow) continue;
        ways.count(met.way(way));
        if (way.result) results.count(met.way(way));
    }
    out << states << " states, " << ways << " transitions, " << results << " results\n";
}

void tell_missing(std::ostream& out, const Map& map, const Met& met) {
    for (const auto& state : map.states)
        if (!met.state(state)) out << "not met: " << state.first << "." << state.second << "\n";
    for (const FlowWay& way : map.ways)
        if (!met.way(way)) out << "not taken: " << in_words(way) << "\n";
}

}  // namespace

std::string coverage_report(const dialogs::FlowSet& flows, const dialogs::Passages& passages, CoverageShown shown) {
    const Map map{.states = dialogs::all_flow_states(flows), .ways = dialogs::all_flow_ways(flows)};
    Met any;
    std::map<Language, Met> by_language;
    for (const Passage& passage : passages) {
        any.add(passage);
        by_language[passage.language].add(passage);
    }
    std::set<std::string> names;
    for (const auto& [flow, state] : map.states) names.insert(flow);
    std::ostringstream out;
    for (const std::string& flow : names)
        for (const auto& [language, met] : by_language) {
            if (!met.flow(flow)) continue;
            out << flow << " in " << code(language) << ": ";
            tell(out, map, met, flow);
        }
    for (const auto& [language, met] : by_language) {
        out << "all flows in " << code(language) << ": ";
        tell(out, map, met, std::nullopt);
    }
    out << "all flows in any language: ";
    tell(out, map, any, std::nullopt);
    if (shown == CoverageShown::missing) tell_missing(out, map, any);
    return std::move(out).str();
}

std::string in_words(const FlowWay& way) {
    std::ostringstream out;
    out << way.flow << "." << way.state << " --" << way.words << "--> " << way.to << "  (" << way.flow
        << ".yaml:" << way.at.line << ":" << way.at.column << ")";
    return std::move(out).str();
}

SharedCoverage shared_coverage(const Offices& offices) {
    Met met;
    for (const auto& [flows, passages] : offices)
        for (const Passage& passage : passages)
            if (passage.language == Language::id) met.add(passage);
    SharedCoverage shared;
    std::set<std::string> known;
    for (const auto& [flows, passages] : offices)
        for (const FlowWay& way : dialogs::all_flow_ways(*flows)) {
            if (!known.insert(in_words(way)).second) continue;
            ++shared.ways;
            if (!met.way(way)) shared.untaken.push_back(way);
        }
    return shared;
}

}  // namespace sambung::gateway
