// Versions: the steps of one are never changed under its number, and `migrate` leads every conversation somewhere.
#include "migration.h"
#include "older_flows.h"
#include "proof.h"
#include "structure.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace sambung::dialogs {

namespace {

struct Earlier {
    Flow flow;
    std::uint32_t structure = 0;  // as this program counts it
};

std::vector<Earlier> versions_of(const Subject& subject, const Flow& flow) {
    std::vector<Earlier> versions;
    for (const FlowVersion& each : subject.previous) {
        if (each.flow != flow.name) continue;
        if (std::optional<Flow> read = as_it_was(each)) {
            const std::uint32_t structure = structure_hash(*read);
            versions.push_back({.flow = std::move(*read), .structure = structure});
        }
    }
    return versions;
}

std::vector<std::string_view> states_of(const Flow& flow) {
    std::vector<std::string_view> names;
    for (const State& state : flow.states) names.push_back(state.name);
    return names;
}

bool moved_from(const Flow& flow, const Earlier& earlier) {
    return flow.migrate && std::ranges::find(flow.migrate->from, earlier.flow.version) != flow.migrate->from.end();
}

void prove_number(const Flow& flow, const std::vector<Earlier>& versions, Report& report) {
    int highest = flow.version;
    for (const Earlier& each : versions) highest = std::max(highest, each.flow.version);
    const auto other = [&flow](const Earlier& each) {
        return each.flow.version == flow.version && each.structure != flow.structure;
    };
    if (std::ranges::any_of(versions, other))
        report.find(flow.version_at, "E091",
                    "version " + std::to_string(flow.version) + " of " + flow.name +
                        " is in use with other steps; raise it to " + std::to_string(highest + 1));
}

// What an older program wrote may be nothing to this one.
void prove_readable(const Subject& subject, const Flow& flow, Report& report) {
    for (const FlowVersion& each : subject.previous)
        if (each.flow == flow.name && !as_it_was(each))
            report.find(flow.version_at, "W091",
                        "version " + std::to_string(each.version) + " of " + flow.name +
                            " was in use and can no longer be read; conversations in it begin anew");
}

void prove_all_led(const Flow& flow, const Earlier& earlier, Report& report) {
    for (const State& state : earlier.flow.states) {
        if (!may_stand(&state) || flow.migrate->states.contains(state.name) || flow.state(state.name) != nullptr)
            continue;
        report.find(flow.migrate->at, "E092",
                    "migrate: state " + quoted(state.name) + " of version " + std::to_string(earlier.flow.version) +
                        " is gone; name under \"states\" where it leads." + report.maybe(state.name, states_of(flow)));
    }
}

// Names of the versions that are led from; empty if none of them is known here.
struct Known {
    std::vector<std::string_view> states, slots;
};

void prove_old(std::string_view name, const std::vector<std::string_view>& known, const std::string& what, Mark at,
               Report& report) {
    if (known.empty() || std::ranges::find(known, name) != known.end()) return;
    report.find(at, "E094",
                what + ": no version that it leads from has " + quoted(name) + "." + report.maybe(name, known));
}

void prove_new(const Flow& flow, const std::string& name, Report& report) {
    const State* state = flow.state(name);
    if (state == nullptr)
        report.find(flow.migrate->at, "E094",
                    "migrate, states: there is no state " + quoted(name) + " in " + flow.name + "." +
                        report.maybe(name, states_of(flow)));
    else if (!may_stand(state))
        report.find(flow.migrate->at, "E094",
                    "migrate, states: " + quoted(name) + " is an action or an end; nobody can be asked anything there");
}

void prove_names_of(const Flow& flow, const Known& known, Report& report) {
    const Migration& migrate = *flow.migrate;
    for (const int version : migrate.from)
        if (version >= flow.version)
            report.find(migrate.at, "E094",
                        "migrate, from: version " + std::to_string(version) + " does not come before version " +
                            std::to_string(flow.version));
    const std::vector<std::string_view> slots = slot_names(flow);
    for (const auto& [before, now] : migrate.states) {
        prove_old(before, known.states, "migrate, states", migrate.at, report);
        prove_new(flow, now, report);
    }
    for (const auto& [before, now] : migrate.slots) {
        prove_old(before, known.slots, "migrate, slots", migrate.at, report);
        if (std::ranges::find(slots, now) == slots.end())
            report.find(migrate.at, "E094",
                        "migrate, slots: there is no slot " + quoted(now) + " in " + flow.name + "." +
                            report.maybe(now, slots));
    }
    for (const std::string& slot : migrate.drop) prove_old(slot, known.slots, "migrate, drop", migrate.at, report);
}

void prove_flow_versions(const Subject& subject, const Flow& flow, Report& report) {
    const std::vector<Earlier> versions = versions_of(subject, flow);
    prove_number(flow, versions, report);
    prove_readable(subject, flow, report);
    if (!flow.migrate) return;
    Known known;
    for (const Earlier& earlier : versions) {
        if (!moved_from(flow, earlier)) continue;
        prove_all_led(flow, earlier, report);
        std::ranges::copy(states_of(earlier.flow), std::back_inserter(known.states));
        std::ranges::copy(slot_names(earlier.flow), std::back_inserter(known.slots));
    }
    prove_names_of(flow, known, report);
}

}  // namespace

Findings prove_versions(const Subject& subject) { return for_each_flow(subject, prove_flow_versions); }

}  // namespace sambung::dialogs
