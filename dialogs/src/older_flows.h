// Versions of flows that were replaced and that conversations may still stand in.
#pragma once

#include "dialogs/flow_set.h"
#include "flow.h"

#include <string>
#include <vector>

namespace sambung::dialogs {

// Puts those of `previous` that are no longer the newest beside it. Their texts get keys of their own, so that a newer
// wording of other steps is not shown in theirs. One that can no longer be read is left out.
void keep_older(const std::vector<FlowVersion>& previous, FlowSet& set);

// The flow of that version; none if this program cannot read it (any more).
[[nodiscard]] std::optional<Flow> as_it_was(const FlowVersion& version);

}  // namespace sambung::dialogs
