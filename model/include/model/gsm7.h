// The GSM 7-bit default alphabet and the lengths that follow from it (3GPP TS 23.038 section 6.2.1,
// TS 23.040 9.2.3.24). Lengths are septets: a character of the extension table (^ { } \ [ ~ ] | €) costs two.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung {

using Septets = std::size_t;

// Length of UTF-8 text in septets; empty if some character is not in the alphabet (or the bytes are not UTF-8).
[[nodiscard]] std::optional<Septets> septets(std::string_view utf8);

// The first character that is not in the alphabet, as UTF-8; empty if all are.
[[nodiscard]] std::string_view first_outside_gsm7(std::string_view utf8);

// Replaces what typing on phones and word processors brings (curly quotes, dashes, ellipsis, no-break space, back-tick,
// letters with marks that GSM-7 lacks) by the nearest GSM-7 text; what has no likeness becomes '?'. The result always
// fits.
[[nodiscard]] std::string to_gsm7_text(std::string_view utf8);

// Unpacked septets, one a byte, 0x1B before an extension character; empty as `septets` is.
[[nodiscard]] std::optional<std::string> gsm7_encode(std::string_view utf8);
// The reverse. Never fails: an unknown extension shows its basic character, as the standard asks; bytes over 0x7F are
// '?'.
[[nodiscard]] std::string gsm7_decode(std::string_view septet_bytes);

// Packs septets into octets (TS 23.038 6.1.2.1). In USSD (6.1.2.3.1) seven spare bits are filled with CR, so that the
// phone shows no '@'.
enum class Packing { sms, ussd };
[[nodiscard]] std::string gsm7_pack(std::string_view septet_bytes, Packing packing);
[[nodiscard]] std::string gsm7_unpack(std::string_view octets, Packing packing);

// How a text travels by SMS: the units (septets, or UTF-16 units when it leaves GSM-7) of each part.
struct Segments {
    bool gsm7 = true;
    std::vector<std::size_t> parts;  // never empty
};
// Parts of 160/153 septets or 70/67 units (8-bit reference); never cuts an extension pair or a surrogate pair.
[[nodiscard]] Segments sms_segments(std::string_view utf8);

}  // namespace sambung
