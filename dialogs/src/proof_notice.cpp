// Nobody is asked for what is personal before being told what it is for: a flow that files says so first. The danger
// flow does not, since telling would cost time; nor what was written in one go, which was not asked.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

// States that a conversation can come to without having passed a notice. A notice itself is among them.
std::set<std::string_view> before_notice(const FlowGraph& graph, const std::vector<Start>& from) {
    std::set<std::string_view> seen;
    std::vector<std::string_view> open;
    const auto come_to = [&](std::string_view name) {
        if (graph.state(name) != nullptr && seen.insert(name).second) open.push_back(name);
    };
    for (const Start& start : from)
        if (!start.by_command) come_to(start.state);
    while (!open.empty()) {
        const State* here = graph.state(open.back());
        open.pop_back();
        if (here->notice && here->asked_on(graph.channel())) continue;
        for (const Edge& edge : graph.edges(here->name)) come_to(edge.state);
    }
    return seen;
}

bool asks_personal(const Flow& flow, const State& state) {
    const auto slot = flow.slots.find(state.slot);
    return takes_input(state.type) && slot != flow.slots.end() && slot->second.personal;
}

bool calls_for_personal(const FlowSet& set, const State& state) {
    const Flow* called = state.type == StateType::call ? set.flow(state.calls) : nullptr;
    return called != nullptr &&
           std::ranges::any_of(called->states, [called](const State& each) { return asks_personal(*called, each); });
}

void prove_flow_tells(const Subject& subject, const Flow& flow, Report& report) {
    if (!flow.opens_draft || flow.name == danger_flow) return;
    std::set<std::string_view> untold;
    for (const ChannelKind channel : all_channels)
        untold.merge(before_notice(FlowGraph{flow, channel}, starts(subject.set, flow, channel)));
    for (const State& state : flow.states)
        if (untold.contains(state.name) && (asks_personal(flow, state) || calls_for_personal(subject.set, state)))
            report.find(state.at, "E041",
                        "state " + quoted(state.name) +
                            ": asks for what is personal before a message with \"notice: true\" told what it is for");
}

}  // namespace

Findings prove_notice(const Subject& subject) { return for_each_flow(subject, prove_flow_tells); }

}  // namespace sambung::dialogs
