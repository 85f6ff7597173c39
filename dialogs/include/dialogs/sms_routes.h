// What Indonesian SMS routes drop without a word: unregistered long numbers lose messages with certain words, with web
// links, or with more than three digits in a row. A text that goes out by SMS must do without.
#pragma once

#include <string>
#include <string_view>

namespace sambung::dialogs {

// Everything in a text that a route blocks, in words: `the word "kode", the digits "2026"`; empty if nothing is.
// Placeholders are left out: what fills them is spoken in threes. Any thread.
[[nodiscard]] std::string blocked_by_sms_routes(std::string_view text);

}  // namespace sambung::dialogs
