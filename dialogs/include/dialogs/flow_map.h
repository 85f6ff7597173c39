// Drawings of flows for people: Mermaid flowcharts (https://mermaid.js.org/syntax/flowchart.html), which many editors
// and code hosts show. The words are the Indonesian ones. A flow need not be right to be drawn.
#pragma once

#include "dialogs/flow_set.h"
#include "model/error.h"

#include <string>
#include <string_view>

namespace sambung::dialogs {

// One flow: its states with their type and first words, answers and results as arrows, conditions on them, and a
// rounded stub for each place of another flow that it leads to. Dotted: too many wrong answers, and changes from a
// confirm. Errc::not_found, with the nearest name, if no flow that can be read has this name.
[[nodiscard]] Result<std::string> flow_map(const FlowSetInput& input, std::string_view flow);

// All flows, and by which of its states each leads to another one. Dotted: only after too many wrong answers.
[[nodiscard]] std::string flows_map(const FlowSetInput& input);

}  // namespace sambung::dialogs
