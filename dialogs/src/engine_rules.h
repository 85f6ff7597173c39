// Which meaning an incoming message gets. The rules stand in their fixed order; the first that takes the message has
// moved the walk.
#pragma once

#include "walk.h"

#include <span>
#include <string>
#include <string_view>

namespace sambung::dialogs {

struct Heard {
    std::string_view text;
    std::string folded;
    bool lost = false;   // the prompt is no longer there, or in another version: an answer would answer nothing
    bool moved = false;  // the prompt was shown on another channel
};

struct Rule {
    std::string_view name;
    bool (*takes)(Walk& walk, const Heard& heard);
};

[[nodiscard]] std::span<const Rule> rules();

// The later rules, in their own file.
[[nodiscard]] bool one_shot(Walk& walk, const Heard& heard);
[[nodiscard]] bool trigger_word(Walk& walk, const Heard& heard);
[[nodiscard]] bool free_words(Walk& walk, const Heard& heard);
// Keeps words for a person to read; false if the flow has no place for them.
bool note(Walk& walk, std::string_view words);
// True if somebody would lose answers by starting anew.
[[nodiscard]] bool worth_resuming(const Walk& walk);

}  // namespace sambung::dialogs
