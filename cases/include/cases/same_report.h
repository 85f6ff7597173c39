// When two reports of one person say the same: all that was told, whatever the case and the spaces it was typed with.
#pragma once

#include "cases/report.h"

#include <string>

namespace sambung::cases {

// Equal for reports that tell the same need, and only for those; to be hashed, never shown or kept. What was said about
// being called back is no part of it, nor the channel.
[[nodiscard]] std::string same_words(const Report& report);

}  // namespace sambung::cases
