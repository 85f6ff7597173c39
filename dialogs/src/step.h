// What a kind of state asks and what it makes of an answer: one row a type, so that the engine never asks which type it
// has.
#pragma once

#include "flow.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

class Walk;

// One closed answer of the prompt that stands.
struct Offer {
    std::string id;
    std::string label;
    std::string_view label_key;                 // for its label in the other languages; empty if it has only one
    int number = 0;                             // what is typed for it
    std::span<const std::string> aliases;       // further words, as the flow lists them
    std::span<const std::string_view> words{};  // further words, folded
};
using Offers = std::vector<Offer>;

// Key of the text that says why an answer could not be taken; empty if it was, and then the walk has moved.
using Refusal = std::string_view;

struct Step {
    std::string (*question)(const Walk& walk);
    Offers (*offers)(const Walk& walk);
    Refusal (*choose)(Walk& walk, std::string_view id);
    // True if free text can only mean an answer here: a valid ticket, the exact name of a place.
    bool (*knows)(const Walk& walk, std::string_view text);
    Refusal (*hear)(Walk& walk, std::string_view text);  // free text
    bool free_words;                                     // ordinary sentences are answers here
    // What was sent without words; null: this state asks for nothing of the kind.
    Refusal (*see)(Walk& walk) = nullptr;
};

// Only of types that take input.
[[nodiscard]] const Step& step_of(StateType type);

extern const Step choice_step, yesno_step, language_step, text_step, area_step, nik_step, phone_step, date_step,
    ticket_step, report_step, photo_step, voice_step, location_step, confirm_step, resume_step;

// What steps share.
[[nodiscard]] std::string ask_plainly(const Walk& walk);  // the state's own words
[[nodiscard]] Offers offer_nothing(const Walk& walk);     // skip, where the state has one, comes from the engine
[[nodiscard]] Refusal choose_nothing(Walk& walk, std::string_view id);
[[nodiscard]] bool know_nothing(const Walk& walk, std::string_view text);
[[nodiscard]] Refusal hear_nothing(Walk& walk, std::string_view text);
// "Lanjut" under a state that gathers several things; its id.
inline constexpr std::string_view done_option = "done";
[[nodiscard]] Offer fixed_offer(const Walk& walk, std::string_view id, std::string_view label_key, int number,
                                std::span<const std::string_view> words);
[[nodiscard]] Offer offer_done(const Walk& walk, std::string_view label_key);
[[nodiscard]] bool chats(const Walk& walk);  // on a channel where messages come one by one

}  // namespace sambung::dialogs
