// The flows and texts of a configuration as files, for the commands that work on what is not whole yet.
#pragma once

#include "dialogs/flow_set.h"

#include <filesystem>
#include <optional>

namespace sambung::gateway {

// Of the configuration's pack. Empty if it cannot be read: why stands on standard error then. Findings in the flows and
// texts themselves are only counted there; `sambung check` tells them.
[[nodiscard]] std::optional<dialogs::FlowSetInput> read_flow_files(const std::filesystem::path& config);

}  // namespace sambung::gateway
