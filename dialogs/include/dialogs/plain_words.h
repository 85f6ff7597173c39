// Whether a message says something of its own, and is no order to the machine.
#pragma once

#include "dialogs/flow_set.h"
#include "model/message.h"

#include <string_view>

namespace sambung::dialogs {

// Words that begin no flow, name none, are no number of a menu, no stop word and tell of no danger: somebody may mean
// them as an answer where no conversation is open. Any thread.
[[nodiscard]] bool is_plain_words(const FlowSet& flows, std::string_view text, ChannelKind channel);

}  // namespace sambung::dialogs
