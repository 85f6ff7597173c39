// An office that is not there: what it could say to wishes, where a rehearsal or a tour decides in its place.
#pragma once

#include "dialogs/dialog.h"

#include <string_view>

namespace sambung::dialogs {

// Of the one case that it knows; a ticket by its form, digits only.
inline constexpr std::string_view made_up_ticket = "481207364";

// What it says to a wish, with values of the right form and no case behind them.
[[nodiscard]] WishOutcome made_up_outcome(std::string_view action, std::string_view result);
// True if that action can have that result.
[[nodiscard]] bool is_result(std::string_view action, std::string_view result);

}  // namespace sambung::dialogs
