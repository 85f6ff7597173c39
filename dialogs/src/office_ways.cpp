// Every way out of every state that somebody can ever come to at this office.
#include "dialogs/coverage.h"
#include "flow.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace sambung::dialogs {

namespace {

std::string in_words(const Target& target) {
    if (target.flow.empty()) return target.state;
    return target.state.empty() ? target.flow : target.flow + ":" + target.state;
}

// The values that a guard wants in the slot; nullptr if it does not ask.
const std::vector<std::string>* wanted(const Guard& guard, const std::string& slot) {
    const auto found = std::ranges::find(guard.slot_is, slot, &decltype(guard.slot_is)::value_type::first);
    return found == guard.slot_is.end() ? nullptr : &found->second;
}

bool asks_only(Guard guard, const std::string& slot) {
    std::erase_if(guard.slot_is, [&slot](const auto& asked) { return asked.first == slot; });
    return guard.always();
}

using Way = std::pair<FlowWay, Target>;

// The ways out of one state, or of a flow's commands.
class WayList {
 public:
    WayList(const FlowSet& set, const Flow& flow) : set_(set), flow_(flow) {}

    // "LAPOR nenek sendirian" leads on from the entry as if its first questions were answered.
    void add(const Trigger& trigger) {
        if (const State* entry = flow_.state(flow_.entry)) add(*entry, trigger.next, {}, trigger.command);
    }
    void add(const State& state) {
        for (const Option& option : state.options)
            if (set_.ever(option.when)) add(state, option);
        add(state, state.if_yes, {}, "yes");
        add(state, state.if_no, {}, "no");
        add(state, state.if_unsure, {}, "unsure");
        for (const auto& [result, next] : state.results) add(state, next, result, result);
        if (state.options.empty()) add(state, state.next, {}, "next");
        if (state.skip) add(state, state.skip->next, {}, "skip");
        if (state.retry) add(state, state.retry->then, {}, "over the limit");
    }
    [[nodiscard]] const std::vector<Way>& ways() const { return ways_; }

 private:
    void add(const State& state, const Next& next, const std::string& answer, const std::string& words) {
        for (const Branch& branch : next)
            if (set_.ever(branch.when)) add(state, branch.to, answer, words);
    }
    // An option that fills its slot decides what a guard asks of that slot.
    void add(const State& state, const Option& option) {
        for (const Branch& branch : option.next.empty() ? state.next : option.next) {
            const std::vector<std::string>* values = wanted(branch.when, state.slot);
            const bool fills = values != nullptr && is_value(state.slot, option.id);
            const bool fits = fills && std::ranges::find(*values, option.id) != values->end();
            if (!set_.ever(branch.when) || (fills && !fits)) continue;
            add(state, branch.to, option.id, option.id);
            if (fits && asks_only(branch.when, state.slot)) return;
        }
    }
    [[nodiscard]] bool is_value(const std::string& slot, const std::string& id) const {
        const auto type = flow_.slots.find(slot);
        return type != flow_.slots.end() && std::ranges::find(type->second.values, id) != type->second.values.end();
    }
    void add(const State& state, const Target& to, const std::string& answer, const std::string& words) {
        ways_.push_back({{.flow = flow_.name,
                          .state = state.name,
                          .answer = answer,
                          .words = words,
                          .to = in_words(to),
                          .at = to.at,
                          .result = state.type == StateType::action && !answer.empty()},
                         to});
    }

    const FlowSet& set_;
    const Flow& flow_;
    std::vector<Way> ways_;
};

// Where anybody can ever come to at this office: a service that it does not run leads nobody to its questions.
class OpenStates {
 public:
    explicit OpenStates(const FlowSet& set) : set_(set) {
        for (const std::string_view name : {menu_flow, danger_flow, staff_flow, stop_flow}) enter(name, {});
        for (const auto& [name, flow] : set.flows)
            if (!flow.triggers.empty()) enter(name, {});
        for (; !waiting_.empty(); waiting_.pop_front()) look_on(*waiting_.front().first, *waiting_.front().second);
    }
    [[nodiscard]] bool has(const State& state) const { return open_.contains(&state); }

 private:
    void enter(std::string_view flow_name, std::string_view state_name) {
        const Flow* flow = set_.flow(flow_name);
        const State* state = flow == nullptr ? nullptr : flow->state(state_name.empty() ? flow->entry : state_name);
        if (state == nullptr || !open_.insert(state).second) return;
        waiting_.emplace_back(flow, state);
        if (state->name != flow->entry) return;
        WayList commands{set_, *flow};
        for (const Trigger& trigger : flow->triggers) commands.add(trigger);
        follow(*flow, commands);
    }
    void look_on(const Flow& flow, const State& state) {
        WayList list{set_, flow};
        list.add(state);
        follow(flow, list);
        if (!state.calls.empty()) enter(state.calls, {});
    }
    void follow(const Flow& flow, const WayList& list) {
        for (const auto& [way, to] : list.ways()) enter(to.flow.empty() ? flow.name : to.flow, to.state);
    }

    const FlowSet& set_;
    std::set<const State*> open_;
    std::deque<std::pair<const Flow*, const State*>> waiting_;
};

}  // namespace

std::vector<FlowWay> all_flow_ways(const FlowSet& flows) {
    const OpenStates open{flows};
    std::vector<FlowWay> all;
    for (const auto& [name, flow] : flows.flows) {
        WayList list{flows, flow};
        const State* entry = flow.state(flow.entry);
        if (entry != nullptr && open.has(*entry))
            for (const Trigger& trigger : flow.triggers) list.add(trigger);
        for (const State& state : flow.states)
            if (open.has(state)) list.add(state);
        for (const auto& [way, to] : list.ways()) all.push_back(way);
    }
    return all;
}

std::vector<std::pair<std::string, std::string>> all_flow_states(const FlowSet& flows) {
    const OpenStates open{flows};
    std::vector<std::pair<std::string, std::string>> states;
    for (const auto& [name, flow] : flows.flows)
        for (const State& state : flow.states)
            if (open.has(state)) states.emplace_back(name, state.name);
    return states;
}

}  // namespace sambung::dialogs
