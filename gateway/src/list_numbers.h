// The numbers by which a line of a list is found again, as files and people write them: the same digits in any writing
// give the same text.
#pragma once

#include "store/keys.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// 16 digits; spaces, dots and dashes between them are dropped, and an apostrophe before them, by which spreadsheets
// mark text. Nothing for any other, such as 3.27605E+15, of which the last digits are lost. A list is the office's own,
// so what the digits mean is not looked at.
[[nodiscard]] std::optional<std::string> sixteen_digits(std::string_view text);

// 4 to 30 letters and digits, as capitals, spaces and dashes dropped.
[[nodiscard]] std::optional<std::string> card_number(std::string_view text);

// What somebody typed may be any of a NIK, a family card and the programme's card: the keys of all three, always as
// many, so that no answer takes longer than another. None if it can be none of them.
[[nodiscard]] std::vector<Key128> keys_of_typed(const store::Keys& keys, std::string_view typed,
                                                std::string_view programme);

}  // namespace sambung::gateway
