#include "text_uses.h"

#include "common_texts.h"
#include "flow_graph.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

void add_say(const Flow& flow, const State& state, std::vector<TextUse>& uses) {
    for (const std::string* key : {&state.say.any, &state.say.ussd, &state.say.whatsapp, &state.say.sms}) {
        if (key->empty()) continue;
        TextUse use{.key = *key, .role = TextRole::say, .flow = &flow, .state = &state};
        for (const ChannelKind channel : all_channels)
            if (state.asked_on(channel) && state.say.on(channel) == *key) use.channels.push_back(channel);
        uses.push_back(std::move(use));
    }
}

void add_answer(const Flow& flow, const State& state, std::string_view key, std::vector<TextUse>& uses) {
    if (!key.empty()) uses.push_back({.key = key, .role = TextRole::answer, .flow = &flow, .state = &state});
}

// The menu, where it leads, where these lead, …; then those that only words or the engine lead to.
std::vector<const Flow*> as_met(const FlowSet& set) {
    std::vector<const Flow*> order;
    const auto meet = [&](const Flow* flow) {
        if (flow != nullptr && std::ranges::find(order, flow) == order.end()) order.push_back(flow);
    };
    const auto follow_from = [&](std::size_t first) {
        for (std::size_t i = first; i < order.size(); ++i) {
            for (const NamedTarget& door : targets(*order[i])) meet(set.flow(door.target->flow));
            for (const State& state : order[i]->states) meet(set.flow(state.calls));
        }
    };
    meet(set.flow(menu_flow));
    follow_from(0);
    for (const auto& [name, flow] : set.flows) {
        const std::size_t first = order.size();
        meet(&flow);
        follow_from(first);
    }
    return order;
}

}  // namespace

std::vector<TextUse> text_uses(const Flow& flow) {
    std::vector<TextUse> uses;
    for (const State& state : flow.states) {
        add_say(flow, state, uses);
        for (const Option& option : state.options) add_answer(flow, state, option.label_key, uses);
        if (state.skip) add_answer(flow, state, state.skip->label_key, uses);
        if (state.collect) add_answer(flow, state, state.collect->label_key, uses);
        if (!state.send.empty())
            uses.push_back({.key = state.send,
                            .role = TextRole::say,
                            .flow = &flow,
                            .state = &state,
                            .channels = {ChannelKind::sms, ChannelKind::whatsapp}});
    }
    return uses;
}

std::vector<TextUse> text_uses(const FlowSet& set) {
    std::vector<TextUse> all;
    for (const Flow* flow : as_met(set)) std::ranges::move(text_uses(*flow), std::back_inserter(all));
    for (const CommonText& text : common_texts) all.push_back({.key = text.key});
    return all;
}

}  // namespace sambung::dialogs
