// Whatever may go out by SMS says nothing that a route drops: it would be lost, and nobody would be told.
#include "common_texts.h"
#include "dialogs/sms_routes.h"
#include "flow_graph.h"
#include "proof.h"
#include "screen.h"

namespace sambung::dialogs {

namespace {

using Keys = std::set<std::string_view>;

void add_screen(const State& state, Keys& keys) {
    keys.insert(state.say.on(ChannelKind::sms));
    for (const Option& option : state.options) keys.insert(option.label_key);
    if (state.skip) keys.insert(state.skip->label_key);
}

// Of the states that somebody can come to by SMS, and of last words that follow a USSD session by SMS.
void add_flow(const FlowSet& set, const Flow& flow, Keys& keys) {
    const FlowGraph graph{flow, ChannelKind::sms};
    const auto everywhere = [](const Edge&) { return true; };
    for (const std::string_view name : graph.reachable(starts(set, flow, ChannelKind::sms), everywhere))
        if (const State& state = *graph.state(name); state.asked_on(ChannelKind::sms)) add_screen(state, keys);
    for (const State& state : flow.states)
        if (state.also_sms) keys.insert(state.say.on(ChannelKind::ussd));
}

}  // namespace

Findings prove_sms_routes(const Subject& subject) {
    Keys keys;
    for (const CommonText& text : common_texts) keys.insert(text.key);
    for (const auto& [name, flow] : subject.set.flows) add_flow(subject.set, flow, keys);
    Findings found;
    for (const auto& [language, texts] : subject.texts)
        for (const std::string_view key : keys) {
            const auto text = texts.find(key);
            if (text == texts.end()) continue;
            if (const std::string blocked = blocked_by_sms_routes(text->second.words); !blocked.empty())
                found.push_back(
                    {.file = text->second.file,
                     .at = text->second.at,
                     .code = "W056",
                     .sentence = "text " + quoted(key) + in_language(language) + ": SMS routes block " + blocked});
        }
    return found;
}

}  // namespace sambung::dialogs
