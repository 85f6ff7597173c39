// States whose answers are all on the screen: choice, yes or no, language, and the question whether to go on.
#include "common_texts.h"
#include "fold.h"
#include "meaning.h"
#include "step.h"
#include "walk.h"

#include <algorithm>
#include <utility>

namespace sambung::dialogs {

namespace {

// --- choice ---

Offers choice_offers(const Walk& walk) {
    Offers offers;
    offers.reserve(walk.state().options.size() + 1);
    std::size_t index = 0;
    for (const Option& option : walk.state().options) {
        if (!walk.flows().ever(option.when)) continue;
        const int number = option.key ? danger_number : option_number(index++);
        if (!walk.shown(option.when)) continue;
        offers.push_back({.id = option.id,
                          .label = walk.text(option.label_key),
                          .label_key = option.label_key,
                          .number = number,
                          .aliases = option.aliases});
    }
    return offers;
}

// An option that is no value of the slot ("darurat") fills nothing.
bool fills(const Walk& walk, std::string_view id) {
    const auto slot = walk.flow()->slots.find(walk.state().slot);
    if (slot == walk.flow()->slots.end()) return false;
    const auto& values = slot->second.values;
    return values.empty() || std::ranges::find(values, id) != values.end();
}

Refusal choose_option(Walk& walk, std::string_view id) {
    const State& state = walk.state();
    const auto option = std::ranges::find(state.options, id, &Option::id);
    if (option == state.options.end()) return text_bad_choice;
    if (fills(walk, id)) walk.put(state.slot, id);
    walk.choose(option->id);
    walk.answered(option->next.empty() ? state.next : option->next);
    return {};
}

// --- yes or no ---

Offers yesno_offers(const Walk& walk) {
    Offers offers;
    offers.push_back(fixed_offer(walk, "yes", text_yes, 1, yes_words()));
    offers.push_back(fixed_offer(walk, "no", text_no, 2, no_words()));
    if (!walk.state().if_unsure.empty()) offers.push_back(fixed_offer(walk, "unsure", text_unsure, 3, unsure_words()));
    return offers;
}

Refusal choose_yesno(Walk& walk, std::string_view id) {
    const State& state = walk.state();
    if (!state.slot.empty()) walk.put(state.slot, id);
    walk.answered(id == "yes" ? state.if_yes : id == "no" ? state.if_no : state.if_unsure);
    return {};
}

// --- language ---

Offers language_offers(const Walk& walk) {
    Offers offers;
    for (const Language each : walk.flows().languages) {
        const int number = option_number(offers.size());
        offers.push_back({.id = std::string{code(each)},
                          .label = std::string{endonym(each)},
                          .label_key = {},
                          .number = number,
                          .aliases = {}});
    }
    return offers;
}

Refusal choose_language(Walk& walk, std::string_view id) {
    const auto language = language_from(id);
    if (!language) return text_bad_choice;
    walk.speak(*language);
    walk.answered(walk.state().next);
    return {};
}

// --- go on, or start anew ---

std::string ask_to_resume(const Walk& walk) { return walk.text(text_resume); }

Offers resume_offers(const Walk& walk) {
    Offers offers;
    offers.push_back(fixed_offer(walk, "go_on", text_go_on, 1, yes_words()));
    offers.push_back(fixed_offer(walk, "anew", text_anew, 2, no_words()));
    return offers;
}

Refusal choose_to_resume(Walk& walk, std::string_view id) {
    if (id == "anew") {
        walk.enter(menu_flow, Keep::nothing);
    } else {
        walk.resume_where_it_was();
        walk.call_it("resumed");
    }
    return {};
}

}  // namespace

std::string ask_plainly(const Walk& walk) { return walk.text(walk.state().say.on(walk.event().channel)); }
Offers offer_nothing(const Walk&) { return {}; }
Refusal choose_nothing(Walk&, std::string_view) { return text_bad_choice; }
bool know_nothing(const Walk&, std::string_view) { return false; }
Refusal hear_nothing(Walk&, std::string_view) { return text_bad_choice; }
bool chats(const Walk& walk) { return walk.event().channel != ChannelKind::ussd; }
Offer fixed_offer(const Walk& walk, std::string_view id, std::string_view label_key, int number,
                  std::span<const std::string_view> words) {
    return {.id = std::string{id},
            .label = walk.text(label_key),
            .label_key = label_key,
            .number = number,
            .aliases = {},
            .words = words};
}
Offer offer_done(const Walk& walk, std::string_view label_key) {
    return fixed_offer(walk, done_option, label_key, 1, {});
}

const Step choice_step{ask_plainly, choice_offers, choose_option, know_nothing, hear_nothing, false};
const Step yesno_step{ask_plainly, yesno_offers, choose_yesno, know_nothing, hear_nothing, false};
const Step language_step{ask_plainly, language_offers, choose_language, know_nothing, hear_nothing, false};
const Step resume_step{ask_to_resume, resume_offers, choose_to_resume, know_nothing, hear_nothing, false};

const Step& step_of(StateType type) {
    switch (type) {
        case StateType::choice:
            return choice_step;
        case StateType::yesno:
            return yesno_step;
        case StateType::language:
            return language_step;
        case StateType::text:
            return text_step;
        case StateType::area:
            return area_step;
        case StateType::nik:
            return nik_step;
        case StateType::phone:
            return phone_step;
        case StateType::date:
            return date_step;
        case StateType::ticket:
            return ticket_step;
        case StateType::report:
            return report_step;
        case StateType::photo:
            return photo_step;
        case StateType::voice:
            return voice_step;
        case StateType::location:
            return location_step;
        case StateType::confirm:
            return confirm_step;
        case StateType::message:
        case StateType::action:
        case StateType::call:
        case StateType::end:
            break;
    }
    std::unreachable();
}

}  // namespace sambung::dialogs
