// The photos and voice notes of a conversation: what its flows keep in slots of type media.
#pragma once

#include "dialogs/dialog.h"

#include <string>
#include <vector>

namespace sambung::dialogs {

// Of the flow that it stands in and of those that wait for it; each once, in order of the slots' names.
[[nodiscard]] std::vector<std::string> sent_media(const FlowSet& flows, const Session& session);

}  // namespace sambung::dialogs
