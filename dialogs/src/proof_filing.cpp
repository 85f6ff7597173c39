// Nothing is filed that the citizen did not say yes to: by the read-back, by writing a command, or in the danger flow,
// where asking would cost time.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

bool files(const State& state) {
    const ActionType* action = state.type == StateType::action ? action_type(state.action) : nullptr;
    return action != nullptr && action->files;
}

// A flow that is called to file does so for its caller, so the caller must have had the yes.
bool files_by_call(const FlowSet& set, const State& state) {
    const Flow* called = state.type == StateType::call ? set.flow(state.calls) : nullptr;
    return called != nullptr && std::ranges::any_of(called->states, files);
}

void prove_flow_files(const Subject& subject, const Flow& flow, Report& report) {
    if (flow.name == danger_flow || flow.called) return;
    std::set<std::string_view> unasked;
    for (const ChannelKind channel : all_channels) {
        const FlowGraph graph{flow, channel};
        auto from = starts(subject.set, flow, channel);
        std::erase_if(from, [](const Start& start) { return start.by_command; });
        unasked.merge(graph.reachable(from, [](const Edge& edge) { return edge.via != Via::confirmed; }));
    }
    for (const State& state : flow.states) {
        if ((files(state) || files_by_call(subject.set, state)) && unasked.contains(state.name))
            report.find(
                state.at, "E040",
                "state " + quoted(state.name) +
                    ": files without the citizen's yes; only a confirm, a command or the danger flow may lead here");
        if (files_by_call(subject.set, state) && (flow.kind.empty() || !flow.opens_draft))
            report.find(state.at, "E023",
                        "state " + quoted(state.name) + ": flow " + quoted(state.calls) +
                            " files for this one, which needs \"kind\" and \"draft: true\" at its head");
    }
}

}  // namespace

Findings prove_filing(const Subject& subject) { return for_each_flow(subject, prove_flow_files); }

}  // namespace sambung::dialogs
