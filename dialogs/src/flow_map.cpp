#include "dialogs/flow_map.h"

#include "collected.h"
#include "flow_ways.h"
#include "mermaid.h"
#include "model/unicode.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr std::size_t first_words_length = 48;  // characters; about two lines of a node

// Up to the last word that fits; never within a character.
std::string first_words(std::string_view text) {
    std::string line{text};
    std::ranges::replace(line, '\n', ' ');
    if (characters(line) <= first_words_length) return line;
    while (characters(line) > first_words_length) {
        const std::size_t space = line.rfind(' ');
        if (space == std::string::npos) return line;
        line.resize(space);
    }
    return line + " …";
}

Shape shape_of(StateType type) {
    switch (type) {
        case StateType::choice:
        case StateType::yesno:
        case StateType::language:
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
            return {.open = "[", .close = "]"};
        case StateType::confirm:
            return {.open = "{{", .close = "}}"};
        case StateType::message:
            return {.open = ">", .close = "]"};
        case StateType::action:
        case StateType::call:
            return {.open = "[[", .close = "]]"};
        case StateType::end:
            return {.open = "([", .close = "])"};
    }
    return {};
}

constexpr Shape stub{.open = "(", .close = ")"};

// As people write it: "LAPOR".
std::string shouted(std::string_view command) {
    std::string loud{command};
    for (char& c : loud)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return loud;
}

// "lapor" and below it the words that begin it: "LAPOR, REPORT".
std::string with_commands(const Flow& flow) {
    std::string commands;
    for (const Trigger& trigger : flow.triggers)
        if (!trigger.command.empty()) commands += (commands.empty() ? "" : ", ") + shouted(trigger.command);
    return commands.empty() ? flow.name : flow.name + "\n" + commands;
}

class FlowDrawing {
 public:
    FlowDrawing(const FlowSet& set, const Flow& flow) : set_(set), flow_(flow) {}

    std::string draw() {
        chart_.node("begin", {.open = "((", .close = "))"}, flow_.name);
        for (const State& state : flow_.states) chart_.node(id_of(state.name), shape_of(state.type), label_of(state));
        chart_.arrow("begin", id_of(flow_.entry), {}, false);
        for (const Trigger& trigger : flow_.triggers)
            for (const Branch& branch : trigger.next)
                chart_.arrow("begin", place_of(branch.to), shouted(trigger.command) + " …", false);
        for (const State& state : flow_.states)
            for (const WayOut& way : ways_out(set_, flow_, state))
                chart_.arrow(id_of(state.name), place_of(way.to), way.words, way.kind != WayOutKind::answer);
        return chart_.mermaid();
    }

 private:
    // "end" and other words of Mermaid's are good names of states.
    static std::string id_of(std::string_view state) { return "s_" + std::string{state}; }

    // The id of a target; what lies outside the flow is drawn as a stub.
    std::string place_of(const Target& target) {
        if (target.back()) {
            chart_.node("back", stub, "back");
            return "back";
        }
        if (target.returns()) {
            chart_.node("return", stub, "return");
            return "return";
        }
        if (target.flow.empty()) return id_of(target.state);
        const std::string id = "f_" + target.flow + (target.state.empty() ? "" : "__" + target.state);
        chart_.node(id, stub, target.flow + (target.state.empty() ? "" : ": " + target.state));
        return id;
    }

    [[nodiscard]] std::string label_of(const State& state) const {
        std::string label = state.name + " · " + std::string{name(state.type)};
        if (!state.action.empty()) label += " " + state.action;
        if (!state.calls.empty()) label += " " + state.calls;
        if (!state.channels.empty()) label += ", only on " + in_words(state.channels);
        for (const std::string_view key : {state.say.on(ChannelKind::ussd), state.say.on(ChannelKind::whatsapp)})
            if (!key.empty()) return label + "\n“" + first_words(set_.text(Language::id, key)) + "”";
        return label;
    }

    const FlowSet& set_;
    const Flow& flow_;
    Chart chart_{"TD"};
};

}  // namespace

Result<std::string> flow_map(const FlowSetInput& input, std::string_view wanted) {
    const Collected all = collect(input);
    if (const Flow* flow = all.set.flow(wanted)) return FlowDrawing{all.set, *flow}.draw();
    std::vector<std::string_view> names;
    for (const auto& [name, flow] : all.set.flows) names.push_back(name);
    return fail(Errc::not_found, "there is no flow " + quoted(wanted) + "." + did_you_mean(wanted, names));
}

std::string flows_map(const FlowSetInput& input) {
    const Collected all = collect(input);
    Chart chart{"LR"};
    for (const auto& [name, flow] : all.set.flows) chart.node("f_" + name, stub, with_commands(flow));
    std::set<std::pair<std::string, std::string>> led;  // by an answer: a dotted arrow beside it would say nothing new
    for (const WayOutKind kind : {WayOutKind::answer, WayOutKind::wrong})
        for (const auto& [name, flow] : all.set.flows)
            for (const State& state : flow.states)
                for (const WayOut& way : ways_out(all.set, flow, state)) {
                    if (way.kind != kind || way.to.flow.empty()) continue;
                    const bool dotted = kind == WayOutKind::wrong;
                    if (!dotted) led.emplace(name, way.to.flow);
                    if (!dotted || !led.contains({name, way.to.flow}))
                        chart.arrow("f_" + name, "f_" + way.to.flow, dotted ? std::string_view{} : state.name, dotted);
                }
    for (const auto& [name, flow] : all.set.flows)
        for (const State& state : flow.states)
            if (!state.calls.empty()) chart.arrow("f_" + name, "f_" + state.calls, "calls", false);
    return chart.mermaid();
}

}  // namespace sambung::dialogs
