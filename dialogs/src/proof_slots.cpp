// An action finds the slots that it needs filled on every path that leads to it (definite assignment, as compilers
// prove it of variables).
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace sambung::dialogs {

namespace {

using Slots = std::set<std::string_view>;

Slots both(const Slots& a, const Slots& b) {
    Slots common;
    std::ranges::set_intersection(a, b, std::inserter(common, common.end()));
    return common;
}

// What is surely filled when a state is come to; states that are never come to are not in it.
class FilledSlots {
 public:
    FilledSlots(const FlowGraph& graph, const std::vector<Start>& starts) : graph_(graph) {
        for (const Start& start : starts) come_to(start.state, start.filled.empty() ? Slots{} : Slots{start.filled});
        while (!open_.empty()) {
            const std::string_view here = *open_.begin();
            open_.erase(open_.begin());
            go_on_from(here);
        }
    }

    [[nodiscard]] const Slots* at(std::string_view state) const {
        const auto found = filled_.find(state);
        return found == filled_.end() ? nullptr : &found->second;
    }

 private:
    void come_to(std::string_view state, const Slots& slots) {
        if (graph_.state(state) == nullptr) return;
        const auto known = filled_.find(state);
        if (known == filled_.end()) {
            filled_.emplace(state, slots);
            open_.insert(state);
        } else if (Slots less = both(known->second, slots); less.size() < known->second.size()) {
            known->second = std::move(less);
            open_.insert(state);
        }
    }

    void go_on_from(std::string_view here) {
        const Slots before = filled_.at(here);
        for (const Edge& edge : graph_.edges(here)) {
            Slots after = before;
            for (const std::string_view slot : edge.clears) after.erase(slot);
            after.insert(edge.fills.begin(), edge.fills.end());
            if (!ruled_out(edge, before)) come_to(edge.state, after);
        }
    }

    static bool ruled_out(const Edge& edge, const Slots& filled) {
        return edge.when != nullptr &&
               std::ranges::any_of(edge.when->lacks, [&](const std::string& slot) { return filled.contains(slot); });
    }

    const FlowGraph& graph_;
    std::map<std::string_view, Slots> filled_;
    Slots open_;
};

std::vector<std::string_view> missing(const State& state, const Slots& filled) {
    std::vector<std::string_view> empty;
    const ActionType* action = action_type(state.action);
    if (state.type != StateType::action || action == nullptr) return empty;
    const auto is_set = [&](std::string_view slot) {
        return std::ranges::any_of(state.set,
                                   [&](const auto& each) { return each.first == slot && !each.second.empty(); });
    };
    for (const std::string_view slot : action->needs)
        if (!filled.contains(slot) && !is_set(slot)) empty.push_back(slot);
    return empty;
}

void prove_flow_slots(const Subject& subject, const Flow& flow, Report& report) {
    std::map<std::pair<const State*, std::string_view>, std::string> empty_on;  // channels in words
    for (const ChannelKind channel : all_channels) {
        const FlowGraph graph{flow, channel};
        const FilledSlots filled{graph, starts(subject.set, flow, channel)};
        for (const State& state : flow.states) {
            const Slots* slots = filled.at(state.name);
            if (slots == nullptr) continue;
            for (const std::string_view slot : missing(state, *slots)) {
                std::string& channels = empty_on[{&state, slot}];
                channels += (channels.empty() ? "" : ", ") + std::string{name(channel)};
            }
        }
    }
    for (const auto& [where, channels] : empty_on)
        report.find(where.first->at, "E022",
                    "state " + quoted(where.first->name) + ": action " + where.first->action + " needs slot " +
                        quoted(where.second) + ", which some way here leaves empty (" + channels + ")");
}

}  // namespace

Findings prove_slots(const Subject& subject) { return for_each_flow(subject, prove_flow_slots); }

}  // namespace sambung::dialogs
