#include "dialogs/coverage.h"

#include "dialogs/dialog.h"
#include "engine_rules.h"
#include "flow.h"
#include "walk.h"

namespace sambung::dialogs {

namespace {

std::string in_words(const Target& target) {
    if (target.flow.empty()) return target.state;
    return target.state.empty() ? target.flow : target.flow + ":" + target.state;
}

class WayList {
 public:
    WayList(const FlowSet& set, const Flow& flow, std::vector<FlowWay>& ways) : set_(set), flow_(flow), ways_(ways) {}

    // "LAPOR nenek sendirian" leads on from the entry as if its first questions were answered.
    void add(const Trigger& trigger) {
        if (const State* entry = flow_.state(flow_.entry)) add(*entry, trigger.next, {}, trigger.command);
    }
    void add(const State& state) {
        for (const Option& option : state.options)
            if (set_.ever(option.when))
                add(state, option.next.empty() ? state.next : option.next, option.id, option.id);
        add(state, state.if_yes, {}, "yes");
        add(state, state.if_no, {}, "no");
        add(state, state.if_unsure, {}, "unsure");
        for (const auto& [result, next] : state.results) add(state, next, result, result);
        if (state.options.empty()) add(state, state.next, {}, "next");
        if (state.skip) add(state, state.skip->next, {}, "skip");
        if (state.retry) add_one(state, state.retry->then, {}, "over the limit");
    }

 private:
    void add(const State& state, const Next& next, const std::string& answer, const std::string& words) {
        for (const Branch& branch : next)
            if (set_.ever(branch.when)) add_one(state, branch.to, answer, words);
    }
    void add_one(const State& state, const Target& to, const std::string& answer, const std::string& words) {
        ways_.push_back({.flow = flow_.name,
                         .state = state.name,
                         .answer = answer,
                         .words = words,
                         .to = in_words(to),
                         .at = to.at,
                         .result = state.type == StateType::action && !answer.empty()});
    }

    const FlowSet& set_;
    const Flow& flow_;
    std::vector<FlowWay>& ways_;
};

// Where "77" is no answer: not words, and not what only a phone in the hand can send.
bool closed(StateType type) {
    switch (type) {
        case StateType::choice:
        case StateType::yesno:
        case StateType::language:
        case StateType::area:
        case StateType::nik:
        case StateType::phone:
        case StateType::date:
        case StateType::ticket:
        case StateType::report:
        case StateType::confirm:
            return true;
        case StateType::text:
        case StateType::photo:
        case StateType::voice:
        case StateType::location:
        case StateType::message:
        case StateType::action:
        case StateType::call:
        case StateType::end:
            return false;
    }
    return false;
}

}  // namespace

bool FlowWay::is(const Passage& passage) const {
    return passage.way && passage.flow == flow && passage.state == state && passage.answer == answer &&
           passage.way->line == at.line && passage.way->column == at.column;
}

std::vector<FlowWay> all_flow_ways(const FlowSet& flows) {
    std::vector<FlowWay> ways;
    for (const auto& [name, flow] : flows.flows) {
        WayList list{flows, flow, ways};
        for (const Trigger& trigger : flow.triggers) list.add(trigger);
        for (const State& state : flow.states) list.add(state);
    }
    return ways;
}

std::vector<std::pair<std::string, std::string>> all_flow_states(const FlowSet& flows) {
    std::vector<std::pair<std::string, std::string>> states;
    for (const auto& [name, flow] : flows.flows)
        for (const State& state : flow.states) states.emplace_back(name, state.name);
    return states;
}

std::optional<Question> question_of(const FlowSet& flows, const Session& session) {
    const Event nobody{.channel = session.channel, .text = {}, .option_id = {}, .media = {}, .pin = {}, .sent_at = {}};
    const Env env{};
    const Walk walk{flows, session, nobody, env};
    if (walk.flow() == nullptr || !takes_input(walk.state().type)) return std::nullopt;
    const int allowed = walk.state().retry ? walk.state().retry->max : 0;
    return Question{.closed = closed(walk.state().type) && !session.offered_resume,
                    .wrong_left = allowed - session.tries,
                    .resumable = worth_resuming(walk) && !session.offered_resume};
}

}  // namespace sambung::dialogs
