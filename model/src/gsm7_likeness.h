// What a character outside the GSM-7 alphabet is written as, so that one curly quote does not turn an SMS of 160
// characters into three of 67.
#pragma once

#include <string_view>

namespace sambung {

// GSM-7 text; empty for marks that show nothing by themselves, "?" where nothing is like it.
[[nodiscard]] std::string_view gsm7_likeness(char32_t character);

}  // namespace sambung
