// The ways out of a state, each in words that a person reads.
#pragma once

#include "flow.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sambung::dialogs {

enum class WayOutKind : std::uint8_t { answer, wrong, change };

struct WayOut {
    Target to;
    std::string words;  // "2 Anak/bayi, if area is empty"; empty where there is nothing to choose
    WayOutKind kind = WayOutKind::answer;
};

// In the order in which they are offered.
[[nodiscard]] std::vector<WayOut> ways_out(const FlowSet& set, const Flow& flow, const State& state);
// "story is empty and on ussd"
[[nodiscard]] std::string in_words(const Guard& guard);
[[nodiscard]] std::string in_words(const std::vector<ChannelKind>& channels);  // "ussd or sms"

}  // namespace sambung::dialogs
