#include "tour_answers.h"

#include "dialogs/made_up_office.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace sambung::dialogs {

namespace {

using Does = TourStep::Does;

constexpr std::string_view some_words = "Jalan Melati 5, dekat musala";
constexpr std::string_view few_words = "A 12";
constexpr std::string_view no_option = "77";
constexpr std::string_view too_short = "x";
constexpr std::string_view in_danger = "9";

std::string words_for(const State& state) {
    const bool fit = state.max_length == 0 || std::cmp_less_equal(some_words.size(), state.max_length);
    return std::string{fit ? some_words : few_words};
}

// Where one letter will do, too many are wrong.
std::string not_to_be_taken(const State& state) {
    if (state.min_length > 1) return std::string{too_short};
    std::string words;
    while (std::cmp_less_equal(words.size(), state.max_length)) words += "kata ";
    return words;
}

std::vector<std::string> typed_at(const State& state) {
    switch (state.type) {
        case StateType::text:
            return {words_for(state), not_to_be_taken(state)};
        case StateType::nik:
            return {"3276014708520003", std::string{no_option}};
        case StateType::phone:
            return {"081200000099", std::string{no_option}};
        case StateType::date:
            return {"kemarin", std::string{no_option}};
        case StateType::ticket:
            return {std::string{made_up_ticket}, std::string{no_option}};
        case StateType::choice:
        case StateType::yesno:
        case StateType::language:
        case StateType::area:
        case StateType::report:
        case StateType::photo:
        case StateType::voice:
        case StateType::location:
        case StateType::confirm:
            return {std::string{no_option}};
        case StateType::message:
        case StateType::action:
        case StateType::call:
        case StateType::end:
            return {};
    }
    return {};
}

// All places of a city lead the same way, and so do all of one's own reports.
bool alike(const State& state, const PromptOption& option) {
    if (state.type == StateType::area) return option.id != area_outside;
    return state.type == StateType::report;
}

}  // namespace

std::vector<TourStep> answers_to(const FlowSet& flows, const Session& session, const Prompt& prompt) {
    const Flow* flow = flows.pinned(session);
    const State* state = flow == nullptr ? nullptr : flow->state(session.state);
    if (state == nullptr) return {};
    std::vector<TourStep> answers;
    bool one_is_there = false;
    for (const PromptOption& option : prompt.options) {
        const bool another_one = alike(*state, option) && std::exchange(one_is_there, true);
        if (!another_one) answers.push_back({.does = Does::types, .text = std::to_string(option.number)});
    }
    for (std::string& text : typed_at(*state)) answers.push_back({.does = Does::types, .text = std::move(text)});
    if (flow->name != danger_flow) answers.push_back({.does = Does::types, .text = std::string{in_danger}});
    if (state->skip) answers.push_back({.does = Does::types, .text = "8"});
    if (state->type == StateType::photo) answers.push_back({.does = Does::sends_photo});
    if (state->type == StateType::voice) answers.push_back({.does = Does::sends_voice});
    if (state->type == StateType::location) answers.push_back({.does = Does::sends_place});
    return answers;
}

std::vector<TourStep> openings(const FlowSet& flows, ChannelKind channel) {
    if (channel == ChannelKind::ussd) return {{.does = Does::dials}};
    std::vector<TourStep> all{{.does = Does::types, .text = "halo"}, {.does = Does::types, .text = "STOP"}};
    for (const auto& [name, flow] : flows.flows)
        for (const Trigger& trigger : flow.triggers) {
            if (!trigger.heard_on(channel)) continue;
            for (const std::string& words : trigger.words) all.push_back({.does = Does::types, .text = words});
            if (trigger.command.empty()) continue;
            std::string command = trigger.command;
            std::ranges::transform(command, command.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            const std::string with_ticket = command + " " + std::string{made_up_ticket};
            for (const std::string& text : {command, command + " nenek sendirian di " + std::string{some_words},
                                            with_ticket, with_ticket + " sudah pindah"})
                all.push_back({.does = Does::types, .text = text});
        }
    return all;
}

}  // namespace sambung::dialogs
