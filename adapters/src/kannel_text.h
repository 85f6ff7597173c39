// Text in the character sets that Kannel names in %C.
#pragma once

#include <string>
#include <string_view>

namespace sambung::adapters {

// UTF-8 of the bytes. Knows UTF-16BE, Windows-1252 (and with it ISO-8859-1) and UTF-8; anything else is read as UTF-8,
// broken bytes replaced.
[[nodiscard]] std::string text_in_charset(std::string_view bytes, std::string_view charset);

}  // namespace sambung::adapters
