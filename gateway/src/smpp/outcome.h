// What a message centre's answers mean for a message.
#pragma once

#include "adapters/adapter.h"
#include "adapters/smpp_window.h"

#include <vector>

namespace sambung::gateway {

// Of all parts of a message, in order; the worst speaks for it, and of parts that were all taken the last one's id.
// Pure.
[[nodiscard]] adapters::Sent sent_by(const std::vector<adapters::smpp::Settled>& parts);

}  // namespace sambung::gateway
