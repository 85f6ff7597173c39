// A flow as a graph of one channel: what the proofs walk over. Only edges that this channel can take are there; a state
// that the channel is not asked has a single edge out, to its `next`.
#pragma once

#include "flow.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

enum class Via : std::uint8_t { answer, confirmed, skip, retry, edit, passed_over, called, by_itself };

struct Edge {
    const Target* to = nullptr;   // null for `edit`: then `state` says where
    const Guard* when = nullptr;  // null: always
    Via via = Via::answer;
    std::string_view state;               // the state of this flow that it leads to; empty: out of the flow, or nowhere
    std::vector<std::string_view> fills;  // slots that hold something once it is taken
    std::vector<std::string_view> clears;  // slots that a `set` empties
};

// Where a conversation can begin in this flow.
struct Start {
    std::string_view state;
    std::string_view filled;  // slot of a command
    bool by_command = false;  // the command is the citizen's "yes, send"
};

class FlowGraph {
 public:
    FlowGraph(const Flow& flow, ChannelKind channel);

    [[nodiscard]] const Flow& flow() const { return *flow_; }
    [[nodiscard]] ChannelKind channel() const { return channel_; }
    [[nodiscard]] const std::vector<Edge>& edges(std::string_view state) const;
    // True if the channel stops here to hear an answer.
    [[nodiscard]] bool waits(const State& state) const { return takes_input(state.type) && state.asked_on(channel_); }
    [[nodiscard]] const State* state(std::string_view name) const;
    // All states that can be come to from these, themselves too. `follow` may leave edges out.
    template <class Follow>
    [[nodiscard]] std::set<std::string_view> reachable(const std::vector<Start>& starts, Follow follow) const;

 private:
    const Flow* flow_;
    ChannelKind channel_;
    std::map<std::string_view, const State*> states_;
    std::map<std::string_view, std::vector<Edge>> edges_;
};

// Entry, commands, and doors that other flows go through. Words and a bare command lead to the entry.
[[nodiscard]] std::vector<Start> starts(const FlowSet& flows, const Flow& flow, ChannelKind channel);

// Every target that stands in the flow, with the place it is named by: `state "siapa", option "anak"`.
struct NamedTarget {
    const Target* target;
    std::string what;
    bool may_go_back = false;
};
[[nodiscard]] std::vector<NamedTarget> targets(const Flow& flow);
// Every guard, likewise.
struct NamedGuard {
    const Guard* guard;
    std::string what;
    Mark at;
};
[[nodiscard]] std::vector<NamedGuard> guards(const Flow& flow);

inline constexpr ChannelKind all_channels[] = {ChannelKind::ussd, ChannelKind::sms, ChannelKind::whatsapp};

template <class Follow>
std::set<std::string_view> FlowGraph::reachable(const std::vector<Start>& from, Follow follow) const {
    std::set<std::string_view> seen;
    std::vector<std::string_view> open;
    const auto come_to = [&](std::string_view name) {
        if (state(name) != nullptr && seen.insert(name).second) open.push_back(name);
    };
    for (const Start& start : from) come_to(start.state);
    while (!open.empty()) {
        const std::string_view here = open.back();
        open.pop_back();
        for (const Edge& edge : edges(here))
            if (follow(edge)) come_to(edge.state);
    }
    return seen;
}

}  // namespace sambung::dialogs
