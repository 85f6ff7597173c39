#include "tour_situation.h"

#include "walk.h"

namespace sambung::dialogs {

Situations::Situations(const FlowSet& flows) {
    for (const auto& [name, flow] : flows.flows)
        for (const State& state : flow.states) add(state);
}

std::string Situations::of(const Session& session) const {
    std::string out = session.flow + "." + session.state + "|" + std::to_string(session.tries) +
                      (session.rung ? "r" : "") + (session.offered_resume ? "o" : "") + "|";
    describe(out, session.slots);
    for (const Frame& frame : session.stack) {
        out.append("|").append(frame.flow).append(".").append(frame.state).append(":");
        describe(out, frame.slots);
    }
    return out;
}

void Situations::add(const Guard& guard) {
    asked_.insert(guard.has.begin(), guard.has.end());
    asked_.insert(guard.lacks.begin(), guard.lacks.end());
    for (const auto& [slot, values] : guard.slot_is) valued_.insert(slot);
    for (const auto& [slot, least] : guard.count) valued_.insert(slot);
    for (const auto* guards : {&guard.any, &guard.none})
        for (const Guard& inner : *guards) add(inner);
}
void Situations::add(const Next& next) {
    for (const Branch& branch : next) add(branch.when);
}
void Situations::add(const State& state) {
    if (state.type == StateType::photo) valued_.insert(state.slot);  // enough photos lead on
    for (const Next* next : {&state.next, &state.if_yes, &state.if_no, &state.if_unsure}) add(*next);
    if (state.skip) add(state.skip->next);
    for (const auto& [result, next] : state.results) add(next);
    for (const Option& option : state.options) {
        add(option.when);
        add(option.next);
    }
}

void Situations::describe(std::string& out, const std::map<std::string, std::string, std::less<>>& slots) const {
    for (const auto& [name, value] : slots) {
        const bool valued = valued_.contains(name);
        const bool own = engines_own(name) && name != slot_rows && !name.starts_with(shown_mark);
        if (!valued && !own && !asked_.contains(name)) continue;
        out.append(name).append(valued ? "=" + value : std::string{}).append(";");
    }
}

}  // namespace sambung::dialogs
