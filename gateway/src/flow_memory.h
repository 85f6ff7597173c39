// Versions of flows as the case store keeps them: what they say is written as JSON, language -> key -> words.
#pragma once

#include "dialogs/flow_set.h"
#include "store/flow_versions.h"

#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::vector<store::RememberedFlow> to_remember(const std::vector<dialogs::FlowVersion>& versions);
// Texts that cannot be read are left out: the flow then says what stands in its file.
[[nodiscard]] std::vector<dialogs::FlowVersion> remembered(const std::vector<store::RememberedFlow>& flows);

}  // namespace sambung::gateway
