// What stands in the exchange log instead of a value: its kind and its length, never a part of it.
#pragma once

#include <string>
#include <string_view>

namespace sambung::gateway {

// "<digits 16>", "<phone 13 digits>", "<time 10 digits>", "<hex 32>", "<token 40>", "<url 52>", "<text 42>"; lengths in
// characters. Empty if `value` is. Any thread.
[[nodiscard]] std::string described(std::string_view value);

// True for a name as protocols have them ("hub.mode", "messages[0]", "phone_number_id"), and not for what may be
// somebody's value in the place of a name: at most 48 of A-Z a-z 0-9 _ - . : [ ] $, a letter or _ first, and never four
// digits in a row.
[[nodiscard]] bool is_field_name(std::string_view text);

[[nodiscard]] bool all_digits(std::string_view text);             // and not empty
[[nodiscard]] std::size_t longest_digits(std::string_view text);  // the longest run of them

}  // namespace sambung::gateway
