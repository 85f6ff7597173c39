// Which texts are used, and where: what the proofs of texts and the translator's sheet go by.
#pragma once

#include "flow.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

enum class TextRole : std::uint8_t { say, answer, common };

struct TextUse {
    std::string_view key;
    TextRole role = TextRole::common;
    const Flow* flow = nullptr;           // null: a common text
    const State* state = nullptr;         // likewise
    std::vector<ChannelKind> channels{};  // of a `say`: those that get these words
};

// In the order of the states: what is said, then the answers.
[[nodiscard]] std::vector<TextUse> text_uses(const Flow& flow);
// Of all flows as a conversation meets them, from the menu on; flows that nothing leads to, then the common texts.
[[nodiscard]] std::vector<TextUse> text_uses(const FlowSet& set);

}  // namespace sambung::dialogs
