// Reads back what will be sent: send, change one answer, or cancel.
#include "common_texts.h"
#include "meaning.h"
#include "step.h"
#include "walk.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr std::string_view changing = "change";

bool asks_what_to_change(const Walk& walk) { return walk.slot(slot_inside) == changing; }

std::string read_back(const Walk& walk) {
    if (asks_what_to_change(walk)) return walk.text(text_change_what);
    std::string summary;
    for (const std::string& slot : walk.state().show) {
        const std::string words = walk.spoken(slot);
        if (words.empty()) continue;
        if (!summary.empty()) summary += ", ";
        summary += words;
    }
    const std::string question = ask_plainly(walk);
    return summary.empty() ? question : question + '\n' + summary;
}

std::string name_of(const Walk& walk, const std::string& slot) {
    std::string words = walk.text("slot." + slot);
    return words.empty() ? slot : words;
}

Offers confirm_offers(const Walk& walk) {
    Offers offers;
    if (asks_what_to_change(walk)) {
        for (const std::string& slot : walk.state().edit) {
            const int number = option_number(offers.size());
            offers.push_back(
                {.id = slot, .label = name_of(walk, slot), .label_key = {}, .number = number, .aliases = {}});
        }
        return offers;
    }
    offers.push_back(fixed_offer(walk, "send", text_send, 1, yes_words()));
    // "Tidak" says that something is wrong, not that the report is to be thrown away.
    if (!walk.state().edit.empty()) offers.push_back(fixed_offer(walk, "change", text_change, 2, no_words()));
    offers.push_back(
        {.id = "cancel", .label = walk.text(text_cancel), .label_key = text_cancel, .number = 3, .aliases = {}});
    return offers;
}

Refusal change(Walk& walk, std::string_view slot) {
    const auto& states = walk.flow()->states;
    const auto asks = std::ranges::find_if(states, [&](const State& state) {
        const bool brings = std::ranges::any_of(state.out, [slot](const auto& each) { return each.first == slot; });
        return brings || (state.slot == slot && takes_input(state.type) && state.asked_on(walk.event().channel));
    });
    if (asks == states.end()) return text_bad_choice;
    walk.edit(*asks);
    return {};
}

Refusal choose_confirm(Walk& walk, std::string_view id) {
    if (asks_what_to_change(walk)) return change(walk, id);
    if (id == "send") walk.answered(walk.state().if_yes);
    if (id == "cancel") walk.answered(walk.state().if_no);
    if (id == "change") {
        if (walk.state().edit.size() == 1) return change(walk, walk.state().edit.front());
        walk.inside(changing);
    }
    return {};
}

}  // namespace

const Step confirm_step{read_back, confirm_offers, choose_confirm, know_nothing, hear_nothing, false};

}  // namespace sambung::dialogs
