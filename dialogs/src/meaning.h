// What a citizen's words can mean before any flow is asked: stop, ways to move, yes and no in all our languages at
// once, numbers as words, and one-shot commands. People mix languages, so every list is the union of them.
#pragma once

#include "flow.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sambung::dialogs {

[[nodiscard]] bool means_stop(std::string_view folded);  // STOP, BERHENTI, alone

// 0, 00, 98, 8, 9 and their words (docs: menu digits are the same everywhere).
enum class Way : std::uint8_t { none, back, home, more, skip, danger, staff };
[[nodiscard]] Way way_meant(std::string_view folded);

// Words of a yes-or-no question; each stands in one list only.
[[nodiscard]] std::span<const std::string_view> yes_words();
[[nodiscard]] std::span<const std::string_view> no_words();
[[nodiscard]] std::span<const std::string_view> unsure_words();

[[nodiscard]] int number_meant(std::string_view folded);  // "satu", "siji", "hiji", "one" -> 1; 0 if it is none

// The flow that a message as a whole names, such as "bantuan"; nullptr if none.
[[nodiscard]] const Flow* flow_named(const FlowSet& flows, std::string_view folded, ChannelKind channel);

// A one-shot message: its first word is a command of a flow. `rest` is what follows, as written.
struct Command {
    const Flow* flow = nullptr;
    const Trigger* trigger = nullptr;
    std::string_view rest;
    bool exact = true;             // written without a slip
    bool also_a_sentence = false;  // the word also begins ordinary sentences ("Tolong …")
};
[[nodiscard]] std::optional<Command> command_meant(const FlowSet& flows, std::string_view text, ChannelKind channel);

inline constexpr std::string_view cancel_word = "batal";

// The number of the option that stands at `index`: 1 to 7, then 10, 11 and on, since 8 is always 'skip', 9 always the
// emergency, 98 always the next page.
[[nodiscard]] constexpr int option_number(std::size_t index) {
    const int number = static_cast<int>(index) + 1;
    if (number < 8) return number;
    return number + 2 < 98 ? number + 2 : number + 3;
}
inline constexpr int skip_number = 8;
inline constexpr int danger_number = 9;

}  // namespace sambung::dialogs
