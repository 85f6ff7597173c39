// A small office for the loader's tests: the four flows that the engine needs, every common text, a handful of areas.
#pragma once

#include "dialogs/flow_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs::testing {

[[nodiscard]] std::string file_in_project(std::string_view path);

// The complete example of docs/flows.md, as flow file "lapor.yaml".
[[nodiscard]] FlowSource example_flow();
// menu, darurat, petugas, berhenti at their smallest; the menu leads to `lapor` if that is among the flows.
[[nodiscard]] std::vector<FlowSource> needed_flows();
// "id.yaml" with every common text.
[[nodiscard]] FlowSource common_indonesian();

// The office with the needed flows and these besides; Indonesian only.
[[nodiscard]] FlowSetInput office_with(std::vector<FlowSource> flows);

[[nodiscard]] std::vector<std::string> lines(const Findings& findings);

}  // namespace sambung::dialogs::testing
