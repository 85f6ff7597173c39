// Every state can be come to, and from every state a conversation can end.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

// By answers alone: that wrong answers lead out is no way on.
bool leads_on(const Edge& edge) { return edge.via != Via::retry && edge.via != Via::edit; }

// States from which an end or another flow can be come to. A state whose ways on are missing or unknown has a finding
// of its own.
std::set<std::string_view> with_way_out(const FlowGraph& graph) {
    std::set<std::string_view> out;
    const auto gets_out = [&](const State& state) {
        bool goes_on = false;
        for (const Edge& edge : graph.edges(state.name)) {
            if (!leads_on(edge)) continue;
            goes_on = true;
            if (!edge.to->flow.empty() || edge.to->returns() ||
                (!edge.to->back() && graph.state(edge.state) == nullptr) || out.contains(edge.state))
                return true;
        }
        return !goes_on;
    };
    for (bool grew = true; grew;) {
        grew = false;
        for (const State& state : graph.flow().states)
            if (!out.contains(state.name) && gets_out(state)) grew = out.insert(state.name).second;
    }
    return out;
}

void prove_flow_ways(const Subject& subject, const Flow& flow, Report& report) {
    std::set<std::string_view> met;  // asked on a channel that comes there
    std::set<std::string_view> passed;
    std::set<std::string_view> stuck;
    for (const ChannelKind channel : all_channels) {
        const FlowGraph graph{flow, channel};
        const auto reached = graph.reachable(starts(subject.set, flow, channel), [](const Edge&) { return true; });
        const auto out = with_way_out(graph);
        for (const std::string_view name : reached) {
            (graph.state(name)->asked_on(channel) ? met : passed).insert(name);
            if (!out.contains(name)) stuck.insert(name);
        }
    }
    for (const State& state : flow.states) {
        if (!met.contains(state.name))
            report.find(
                state.at, "E012",
                "state " + quoted(state.name) +
                    (passed.contains(state.name) ? ": no channel that asks it comes here" : ": nothing leads here"));
        if (stuck.contains(state.name))
            report.find(state.at, "E013",
                        "state " + quoted(state.name) + ": no answers lead from here to an end or to another flow");
    }
}

bool led_to(const FlowSet& set, const Flow& flow) {
    for (const auto& [name, other] : set.flows)
        if (std::ranges::any_of(targets(other),
                                [&](const NamedTarget& named) { return named.target->flow == flow.name; }) ||
            std::ranges::find(other.states, flow.name, &State::calls) != other.states.end())
            return true;
    return false;
}

void prove_flow_is_met(const Subject& subject, const Flow& flow, Report& report) {
    const auto by_engine = {menu_flow, danger_flow, staff_flow, stop_flow};
    if (!flow.triggers.empty() || std::ranges::find(by_engine, flow.name) != by_engine.end() ||
        led_to(subject.set, flow))
        return;
    report.find(flow.at, "W012", "flow " + quoted(flow.name) + ": it has no trigger, and no other flow leads here");
}

}  // namespace

Findings prove_ways(const Subject& subject) {
    Findings found = for_each_flow(subject, prove_flow_ways);
    std::ranges::move(for_each_flow(subject, prove_flow_is_met), std::back_inserter(found));
    return found;
}

}  // namespace sambung::dialogs
