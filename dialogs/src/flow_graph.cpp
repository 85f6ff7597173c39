#include "flow_graph.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

bool lists(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool possible(const Guard& guard, ChannelKind channel) {
    return guard.channels.empty() || std::ranges::find(guard.channels, channel) != guard.channels.end();
}

// The slot whose emptiness alone decides on this branch; on one channel the guard's channels decide nothing any more.
std::string_view turns_on_lack_of(const Guard& guard) {
    Guard others = guard;
    others.lacks.clear();
    others.channels.clear();
    const bool alone = guard.lacks.size() == 1 && others.always();
    return alone ? std::string_view{guard.lacks.front()} : std::string_view{};
}

class EdgeMaker {
 public:
    EdgeMaker(const Flow& flow, const State& state, ChannelKind channel)
        : flow_(flow), state_(state), channel_(channel) {}

    std::vector<Edge> make() {
        if (takes_input(state_.type) && !state_.asked_on(channel_)) {
            add(state_.next, Via::passed_over, {});
            return std::move(edges_);
        }
        switch (state_.type) {
            case StateType::choice:
                add_options();
                break;
            case StateType::yesno:
            case StateType::confirm:
                add_verdicts();
                break;
            case StateType::text:
            case StateType::area:
            case StateType::nik:
            case StateType::phone:
            case StateType::date:
            case StateType::ticket:
            case StateType::report:
            case StateType::photo:
            case StateType::voice:
            case StateType::location:
                add(state_.next, Via::answer, {state_.slot});
                break;
            case StateType::language:
                add(state_.next, Via::answer, {});
                break;
            case StateType::message:
                add(state_.next, Via::by_itself, constants());
                break;
            case StateType::action:
                for (const auto& [result, next] : state_.results) add(next, Via::by_itself, constants());
                break;
            case StateType::call:
                add(state_.next, Via::called, constants());
                break;
            case StateType::end:
                break;
        }
        if (state_.skip) add(state_.skip->next, Via::skip, {});
        if (state_.retry) add_one(state_.retry->then, nullptr, Via::retry, {});
        return std::move(edges_);
    }

 private:
    void add_one(const Target& to, const Guard* when, Via via, std::vector<std::string_view> fills) {
        const bool here = to.flow.empty() && !to.back() && !to.returns();
        edges_.push_back({.to = &to,
                          .when = when,
                          .via = via,
                          .state = here ? std::string_view{to.state} : std::string_view{},
                          .fills = std::move(fills),
                          .clears = emptied()});
    }

    // Later branches are taken only if the earlier ones did not hold, so "lacks x" before means that x is filled now.
    void add(const Next& next, Via via, std::vector<std::string_view> fills) {
        for (const Branch& branch : next) {
            if (!possible(branch.when, channel_)) continue;
            std::vector<std::string_view> filled = fills;
            filled.insert(filled.end(), branch.when.has.begin(), branch.when.has.end());
            for (const auto& [slot, values] : branch.when.slot_is) filled.push_back(slot);
            add_one(branch.to, &branch.when, via, std::move(filled));
            if (const std::string_view slot = turns_on_lack_of(branch.when); !slot.empty()) fills.push_back(slot);
        }
    }

    void add_options() {
        const auto slot = flow_.slots.find(state_.slot);
        for (const Option& option : state_.options) {
            std::vector<std::string_view> fills;
            if (slot != flow_.slots.end() && lists(slot->second.values, option.id)) fills.push_back(state_.slot);
            add(option.next.empty() ? state_.next : option.next, Via::answer, std::move(fills));
        }
    }

    void add_verdicts() {
        const auto fills =
            state_.slot.empty() ? std::vector<std::string_view>{} : std::vector<std::string_view>{state_.slot};
        add(state_.if_yes, state_.type == StateType::confirm ? Via::confirmed : Via::answer, fills);
        add(state_.if_no, Via::answer, fills);
        add(state_.if_unsure, Via::answer, fills);
        const auto brings = [this](const State& asks) {
            return std::ranges::any_of(asks.out, [this](const auto& each) { return lists(state_.edit, each.first); });
        };
        for (const State& asks : flow_.states)
            if ((!asks.slot.empty() && lists(state_.edit, asks.slot)) || brings(asks))
                edges_.push_back({.via = Via::edit, .state = asks.name, .fills = {}, .clears = {}});
    }

    std::vector<std::string_view> constants() const {
        std::vector<std::string_view> names;
        for (const auto& [slot, value] : state_.set)
            if (!value.empty()) names.push_back(slot);
        return names;
    }

    std::vector<std::string_view> emptied() const {
        std::vector<std::string_view> names;
        for (const auto& [slot, value] : state_.set)
            if (value.empty()) names.push_back(slot);
        return names;
    }

    const Flow& flow_;
    const State& state_;
    ChannelKind channel_;
    std::vector<Edge> edges_;
};

std::string in_state(const State& state, std::string_view part) {
    return "state \"" + state.name + "\", " + std::string{part};
}

struct NamedNext {
    const Next* next;
    std::string what;
    bool may_go_back = false;
};

std::vector<NamedNext> nexts(const Flow& flow) {
    std::vector<NamedNext> all;
    for (const Trigger& trigger : flow.triggers) all.push_back({.next = &trigger.next, .what = "trigger"});
    for (const State& state : flow.states) {
        all.push_back({.next = &state.next, .what = in_state(state, "next")});
        all.push_back({.next = &state.if_yes, .what = in_state(state, "if_yes")});
        all.push_back({.next = &state.if_no, .what = in_state(state, "if_no"), .may_go_back = true});
        all.push_back({.next = &state.if_unsure, .what = in_state(state, "if_unsure")});
        for (const Option& option : state.options)
            all.push_back({.next = &option.next, .what = in_state(state, "option \"" + option.id + "\"")});
        for (const auto& [result, next] : state.results)
            all.push_back({.next = &next, .what = in_state(state, "result \"" + result + "\"")});
        if (state.skip)
            all.push_back({.next = &state.skip->next, .what = in_state(state, "skip"), .may_go_back = true});
    }
    return all;
}

}  // namespace

FlowGraph::FlowGraph(const Flow& flow, ChannelKind channel) : flow_(&flow), channel_(channel) {
    for (const State& state : flow.states)
        if (states_.emplace(state.name, &state).second)
            edges_.emplace(state.name, EdgeMaker{flow, state, channel}.make());
}

const std::vector<Edge>& FlowGraph::edges(std::string_view state) const {
    static const std::vector<Edge> none;
    const auto found = edges_.find(state);
    return found == edges_.end() ? none : found->second;
}

const State* FlowGraph::state(std::string_view name) const {
    const auto found = states_.find(name);
    return found == states_.end() ? nullptr : found->second;
}

std::vector<Start> starts(const FlowSet& flows, const Flow& flow, ChannelKind channel) {
    std::vector<Start> all{{.state = flow.entry, .filled = {}}};
    for (const Trigger& trigger : flow.triggers) {
        if (!trigger.heard_on(channel)) continue;
        for (const Branch& branch : trigger.next)
            if (branch.to.flow.empty())
                all.push_back({.state = branch.to.state, .filled = trigger.slot, .by_command = true});
    }
    for (const auto& [name, other] : flows.flows)
        for (const NamedTarget& door : targets(other))
            if (door.target->flow == flow.name && !door.target->state.empty())
                all.push_back({.state = door.target->state, .filled = {}});
    return all;
}

std::vector<NamedTarget> targets(const Flow& flow) {
    std::vector<NamedTarget> all;
    for (const NamedNext& named : nexts(flow))
        for (const Branch& branch : *named.next)
            all.push_back({.target = &branch.to, .what = named.what, .may_go_back = named.may_go_back});
    for (const State& state : flow.states)
        if (state.retry) all.push_back({.target = &state.retry->then, .what = in_state(state, "retry")});
    return all;
}

namespace {

void add_guard(std::vector<NamedGuard>& all, const Guard& guard, const std::string& what, Mark at) {
    if (guard.always()) return;
    all.push_back({.guard = &guard, .what = what, .at = at});
    for (const Guard& each : guard.any) add_guard(all, each, what, at);
    for (const Guard& each : guard.none) add_guard(all, each, what, at);
}

}  // namespace

std::vector<NamedGuard> guards(const Flow& flow) {
    std::vector<NamedGuard> all;
    for (const NamedNext& named : nexts(flow))
        for (const Branch& branch : *named.next) add_guard(all, branch.when, named.what, branch.to.at);
    for (const State& state : flow.states)
        for (const Option& option : state.options)
            add_guard(all, option.when, in_state(state, "option \"" + option.id + "\""), option.at);
    return all;
}

}  // namespace sambung::dialogs
