// Advice, not errors: a way that a slow reader cannot walk before the network cuts the session, menus that are too long
// or too deep, and labels that mean another flow elsewhere.
#include "flow_graph.h"
#include "fold.h"
#include "meaning.h"
#include "proof.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace sambung::dialogs {

namespace {

// Networks end a USSD session after 120 to 180 seconds. A screen takes 3 seconds to come, 8 to be read and answered by
// a key; words take 10 more to type, the 16 digits of a card 25 (measured by others on feature phones).
constexpr int network_cap = 180;
constexpr int seconds_a_screen = 3;
constexpr int seconds_to_answer = 8;
constexpr int seconds_to_type = 10;
constexpr int seconds_to_copy = 25;

constexpr int most_screens = 14;
constexpr std::size_t most_options = 7;  // digits 1 to 7; then come 10, 11, which nobody expects
constexpr int deepest_menu = 3;

struct Length {
    int screens = 0;
    int seconds = 0;
    [[nodiscard]] Length plus(const Length& other) const {
        return {.screens = screens + other.screens, .seconds = seconds + other.seconds};
    }
};

int extra_of(StateType type) {
    if (type == StateType::nik) return seconds_to_copy;
    return type == StateType::text || type == StateType::phone || type == StateType::date ? seconds_to_type : 0;
}

Length length_of(const FlowGraph& graph, const State& state) {
    if (state.type == StateType::end) return {.screens = 1, .seconds = seconds_a_screen};
    if (!graph.waits(state)) return {};
    const int screens = state.type == StateType::area || state.type == StateType::nik ? 2 : 1;
    return {.screens = screens, .seconds = screens * (seconds_a_screen + seconds_to_answer) + extra_of(state.type)};
}

// The longest way through a flow by right answers; going round is not counted twice.
class LongestWay {
 public:
    explicit LongestWay(const FlowSet& set) : set_(set) {}

    Length of(const Flow& flow) {
        const auto known = flows_.find(flow.name);
        if (known != flows_.end()) return known->second;
        flows_[flow.name] = {};  // a flow that calls itself adds nothing
        const FlowGraph graph{flow, ChannelKind::ussd};
        std::map<std::string_view, Length> states;
        return flows_[flow.name] = from(graph, flow.entry, states);
    }

 private:
    Length from(const FlowGraph& graph, std::string_view name, std::map<std::string_view, Length>& known) {
        const State* state = graph.state(name);
        if (state == nullptr) return {};
        const auto [found, fresh] = known.emplace(name, Length{});
        if (!fresh) return found->second;
        Length longest;
        for (const Edge& edge : graph.edges(name)) {
            if (edge.via == Via::retry || edge.via == Via::edit) continue;
            const Length way = from(graph, edge.state, known);
            if (way.seconds > longest.seconds) longest = way;
        }
        Length own = dialogs::length_of(graph, *state);
        if (const Flow* called = set_.flow(state->calls); called != nullptr) own = own.plus(of(*called));
        return known[name] = own.plus(longest);
    }

    const FlowSet& set_;
    std::map<std::string_view, Length> flows_;
};

// Screens between the dial and a flow's entry: the menus on the shortest way.
std::map<std::string_view, int> menus_before(const FlowSet& set) {
    std::map<std::string_view, int> before{{menu_flow, 0}};
    std::vector<std::string_view> open{menu_flow};
    for (std::size_t i = 0; i < open.size(); ++i) {
        const Flow* flow = set.flow(open[i]);
        if (flow == nullptr) continue;
        for (const NamedTarget& door : targets(*flow))
            if (!door.target->flow.empty() && before.emplace(door.target->flow, before[open[i]] + 1).second)
                open.emplace_back(door.target->flow);
    }
    return before;
}

void prove_length(const Flow& flow, const Length& whole, Report& report) {
    const std::string way = "flow " + quoted(flow.name) + ": the longest way on USSD has " +
                            std::to_string(whole.screens) + " screens from the dial and takes about " +
                            std::to_string(whole.seconds) + " seconds";
    if (whole.seconds > network_cap)
        report.find(flow.at, "W080", way + "; networks cut off at " + std::to_string(network_cap));
    if (whole.screens > most_screens)
        report.find(flow.at, "W081", way + "; more than " + std::to_string(most_screens) + " lose people");
}

// A menu leads on without keeping the answer.
bool is_menu(const State& state) { return state.type == StateType::choice && state.slot.empty(); }

class MenuDepth {
 public:
    explicit MenuDepth(const FlowSet& set) : set_(set) {}

    int of(const Flow& flow, const State& state) {
        const auto [found, fresh] = known_.emplace(&state, 0);
        if (!fresh) return found->second;
        int deepest = 0;
        const FlowGraph graph{flow, ChannelKind::ussd};
        for (const Edge& edge : graph.edges(state.name)) deepest = std::max(deepest, behind(flow, edge));
        return known_[&state] = deepest + (is_menu(state) ? 1 : 0);
    }

 private:
    int behind(const Flow& flow, const Edge& edge) {
        if (edge.to == nullptr || edge.via != Via::answer || edge.to->back() || edge.to->returns()) return 0;
        const Flow* other = edge.to->flow.empty() ? &flow : set_.flow(edge.to->flow);
        if (other == nullptr) return 0;
        const State* next = other->state(edge.to->state.empty() ? other->entry : edge.to->state);
        return next != nullptr && is_menu(*next) ? of(*other, *next) : 0;
    }

    const FlowSet& set_;
    std::map<const State*, int> known_;
};

void prove_menus(const FlowSet& set, const Flow& flow, MenuDepth& depth, Report& report) {
    for (const State& state : flow.states) {
        const auto shown = static_cast<std::size_t>(std::ranges::count_if(
            state.options, [&set](const Option& option) { return !option.key && set.ever(option.when); }));
        if (shown > most_options && state.asked_on(ChannelKind::ussd))
            report.find(state.at, "W082",
                        "state " + quoted(state.name) + ": " + std::to_string(shown) +
                            " options; more than seven are lost on a small screen");
        if (is_menu(state) && depth.of(flow, state) > deepest_menu)
            report.find(state.at, "W083",
                        "state " + quoted(state.name) + ": menus stand " + std::to_string(depth.of(flow, state)) +
                            " deep behind it; three are enough");
    }
}

std::set<std::string_view> flows_behind(const Flow& flow, const State& state, const Option& option) {
    std::set<std::string_view> behind{flow.name};
    for (const Branch& branch : option.next.empty() ? state.next : option.next)
        if (!branch.to.flow.empty()) behind.insert(branch.to.flow);
    return behind;
}

// Tapped or typed in its menu the label is the option; typed elsewhere it begins the other flow.
void prove_labels(const FlowSet& set, const Flow& flow, Report& report) {
    for (const State& state : flow.states)
        for (const Option& option : state.options) {
            const auto behind = flows_behind(flow, state, option);
            for (const Language language : set.languages) {
                const Flow* meant = flow_named(set, fold(set.text(language, option.label_key)), ChannelKind::sms);
                if (meant == nullptr || behind.contains(meant->name)) continue;
                report.find(option.at, "W064",
                            "state " + quoted(state.name) + ", option " + quoted(option.id) +
                                ": its label is a word that begins flow " + quoted(meant->name));
                break;
            }
        }
}

}  // namespace

Findings prove_ease(const Subject& subject) {
    LongestWay longest{subject.set};
    MenuDepth depth{subject.set};
    const auto before = menus_before(subject.set);
    return for_each_flow(subject, [&](const Subject&, const Flow& flow, Report& report) {
        const auto menus = before.find(flow.name);
        const int screens = menus == before.end() ? 1 : menus->second;
        const Length lead{.screens = screens, .seconds = screens * (seconds_a_screen + seconds_to_answer)};
        if (!flow.called) prove_length(flow, lead.plus(longest.of(flow)), report);
        prove_menus(subject.set, flow, depth, report);
        prove_labels(subject.set, flow, report);
    });
}

}  // namespace sambung::dialogs
