// No conversation goes round without asking anything, not even through several flows: such a turn would never end.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

using Point = std::pair<std::string_view, std::string_view>;  // flow, state
using Ways = std::map<Point, std::vector<Point>>;

Point point_of(const FlowSet& set, const Flow& flow, const Target& target) {
    const Flow* to = target.flow.empty() ? &flow : set.flow(target.flow);
    if (to == nullptr) return {};
    return {to->name, target.state.empty() ? to->entry : target.state};
}

// Steps that the engine takes by itself on this channel.
Ways silent_ways(const FlowSet& set, ChannelKind channel) {
    Ways ways;
    for (const auto& [name, flow] : set.flows) {
        const FlowGraph graph{flow, channel};
        for (const State& state : flow.states)
            if (!graph.waits(state))
                for (const Edge& edge : graph.edges(state.name))
                    if (edge.to != nullptr && !edge.to->back() && !edge.to->returns())
                        ways[{name, state.name}].push_back(point_of(set, flow, *edge.to));
    }
    return ways;
}

std::set<Point> points_from(const Ways& ways, Point from) {
    std::set<Point> seen;
    std::vector<Point> open{from};
    while (!open.empty()) {
        const auto here = ways.find(open.back());
        open.pop_back();
        if (here == ways.end()) continue;
        for (const Point& next : here->second)
            if (seen.insert(next).second) open.push_back(next);
    }
    return seen;
}

// Takes away what leads nowhere further, again and again; what is left goes round or leads to what goes round.
void keep_rounds(Ways& ways) {
    for (bool shrank = true; shrank;) {
        const auto leads_nowhere = [&](const auto& entry) {
            return std::ranges::none_of(entry.second, [&](const Point& next) { return ways.contains(next); });
        };
        shrank = false;
        for (auto entry = ways.begin(); entry != ways.end();) {
            const bool gone = leads_nowhere(*entry);
            entry = gone ? ways.erase(entry) : std::next(entry);
            shrank = shrank || gone;
        }
    }
}

}  // namespace

Findings prove_loops(const Subject& subject) {
    Findings found;
    for (const ChannelKind channel : all_channels) {
        Ways ways = silent_ways(subject.set, channel);
        keep_rounds(ways);
        std::set<Point> told;  // one finding a round
        for (const auto& [point, next] : ways) {
            if (told.contains(point)) continue;
            const auto round = points_from(ways, point);
            if (!round.contains(point)) continue;
            told.insert(round.begin(), round.end());
            const Flow* flow = subject.set.flow(point.first);
            found.push_back(
                {.file = flow->file,
                 .at = flow->state(point.second)->at,
                 .code = "E014",
                 .sentence = "state " + quoted(point.second) + ": goes round to itself without asking anything"});
        }
    }
    return found;
}

}  // namespace sambung::dialogs
