// Nothing is filed that the citizen did not say yes to: by the read-back, by writing a command, or in the danger flow,
// where asking would cost time.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

void prove_flow_files(const Subject& subject, const Flow& flow, Report& report) {
    if (flow.name == danger_flow) return;
    std::set<std::string_view> unasked;
    for (const ChannelKind channel : all_channels) {
        const FlowGraph graph{flow, channel};
        auto from = starts(subject.set, flow, channel);
        std::erase_if(from, [](const Start& start) { return start.by_command; });
        unasked.merge(graph.reachable(from, [](const Edge& edge) { return edge.via != Via::confirmed; }));
    }
    for (const State& state : flow.states) {
        const ActionType* action = state.type == StateType::action ? action_type(state.action) : nullptr;
        if (action != nullptr && action->files && unasked.contains(state.name))
            report.find(
                state.at, "E040",
                "state " + quoted(state.name) +
                    ": files without the citizen's yes; only a confirm, a command or the danger flow may lead here");
    }
}

}  // namespace

Findings prove_filing(const Subject& subject) { return for_each_flow(subject, prove_flow_files); }

}  // namespace sambung::dialogs
