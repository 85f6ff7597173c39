// Words of mortal danger, in any of our languages, with the typos and vowel-less forms of SMS (domain.md 2.2). Matched
// before any session is loaded. One match shows the emergency numbers and rings the duty officer; it never closes
// anything. False alarms cost a screen, misses cost a life.
#pragma once

#include <string_view>

namespace sambung::dialogs {

[[nodiscard]] bool tells_danger(std::string_view text);

}  // namespace sambung::dialogs
