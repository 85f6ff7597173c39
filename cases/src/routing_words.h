// What is kept with a decision: on what it was made, what spoke against each row, and why, in a sentence.
#pragma once

#include "routing_choice.h"

#include <string>

namespace sambung::cases {

[[nodiscard]] std::string input_in_words(const RoutingInput& input, const Choice& choice);  // the snapshot
[[nodiscard]] std::string trace_of(const RoutingTable& table, const RoutingInput& input, const Choice& choice);
[[nodiscard]] std::string fallback_of(const Choice& choice);  // empty if nobody stands in
[[nodiscard]] std::string why(const RoutingInput& input, const Choice& choice);

}  // namespace sambung::cases
