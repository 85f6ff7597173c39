// The structure of a flow as one number: states, types, targets and slots, not the wording. Sessions remember it, so
// that a flow whose steps changed under a running conversation is noticed, and one whose wording was mended goes on.
#pragma once

#include "flow.h"

#include <cstdint>

namespace sambung::dialogs {

[[nodiscard]] std::uint32_t structure_hash(const Flow& flow);

}  // namespace sambung::dialogs
