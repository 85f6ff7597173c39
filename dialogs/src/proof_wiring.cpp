// Every action goes on from each of its results, and every question has an end to wrong answers.
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

std::string listed(const std::vector<std::string_view>& words) {
    std::string all;
    for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + quoted(word);
    return all;
}

void prove_results(const State& state, const ActionType& action, Report& report) {
    const std::string what = "state " + quoted(state.name) + ": action " + std::string{action.name};
    std::vector<std::string_view> unwired;
    for (const std::string_view result : action.results)
        if (!state.results.contains(result)) unwired.push_back(result);
    if (!unwired.empty())
        report.find(state.at, "E021", what + " can also end in " + listed(unwired) + "; add it under results");
    for (const auto& [result, next] : state.results)
        if (std::ranges::find(action.results, result) == action.results.end())
            report.find(state.at, "E021",
                        what + " never ends in " + quoted(result) + "." + report.maybe(result, action.results));
}

void prove_action(const Flow& flow, const State& state, Report& report) {
    const ActionType* action = action_type(state.action);
    if (action == nullptr) {
        std::vector<std::string_view> known;
        for (const ActionType& each : action_types()) known.push_back(each.name);
        report.find(state.at, "E020",
                    "state " + quoted(state.name) + ": there is no action " + quoted(state.action) + "." +
                        report.maybe(state.action, known));
        return;
    }
    prove_results(state, *action, report);
    if (action->files && !flow.called && (flow.kind.empty() || !flow.opens_draft))
        report.find(
            state.at, "E023",
            "state " + quoted(state.name) + ": action file needs \"kind\" and \"draft: true\" at the head of the flow");
}

// An action ends the turn's screen before it begins: its answer makes a new one.
void prove_words_are_kept(const FlowSet& set, const Flow& flow, const State& message, Report& report) {
    for (const Branch& branch : message.next) {
        const Flow* other = branch.to.flow.empty() ? &flow : set.flow(branch.to.flow);
        const State* next =
            other == nullptr ? nullptr : other->state(branch.to.state.empty() ? other->entry : branch.to.state);
        if (next != nullptr && next->type == StateType::action)
            report.find(branch.to.at, "W024",
                        "state " + quoted(message.name) +
                            ": an action follows, so these words are never shown; say them after it");
    }
}

void prove_retry(const State& state, Report& report) {
    const std::string what = "state " + quoted(state.name);
    if (!state.retry)
        report.find(state.at, "E030",
                    what + ": key \"retry\" is missing; wrong answers must end somewhere, at best with a person");
    else if (state.retry->then.flow.empty() && state.retry->then.state == state.name)
        report.find(state.retry->then.at, "E031", what + ": retry leads back to the same question");
}

void prove_flow_wiring(const Subject& subject, const Flow& flow, Report& report) {
    for (const State& state : flow.states) {
        if (state.type == StateType::message) prove_words_are_kept(subject.set, flow, state, report);
        if (state.type == StateType::action) prove_action(flow, state, report);
        if (takes_input(state.type)) prove_retry(state, report);
    }
}

}  // namespace

Findings prove_wiring(const Subject& subject) { return for_each_flow(subject, prove_flow_wiring); }

}  // namespace sambung::dialogs
