// UTF-8 and UTF-16 as channels need them (RFC 3629, RFC 2781). Strict: overlong forms, surrogates and values over
// U+10FFFF are broken, and a broken sequence is taken a byte at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sambung {

// Takes the first character off `rest`, which must not be empty. Empty if the bytes are broken; one byte is taken then.
[[nodiscard]] std::optional<char32_t> take_character(std::string_view& rest);

void append_utf8(std::string& out, char32_t character);

[[nodiscard]] bool valid_utf8(std::string_view text);
// Broken bytes become U+FFFD, so that nothing outside can put bytes into a store, a page or a log that are not text.
[[nodiscard]] std::string repaired_utf8(std::string_view text);
// Characters (code points); a broken byte counts as one. Limits such as Meta's button title are counted so.
[[nodiscard]] std::size_t characters(std::string_view utf8);

// Big-endian UTF-16 without a byte-order mark, as UCS-2 messages travel (TS 23.038 6.2.3); characters beyond the basic
// plane become surrogate pairs. Broken bytes become U+FFFD.
[[nodiscard]] std::string utf16be_encode(std::string_view utf8);
// Never fails: lone surrogates and an odd last byte become U+FFFD.
[[nodiscard]] std::string utf16be_decode(std::string_view bytes);

}  // namespace sambung
