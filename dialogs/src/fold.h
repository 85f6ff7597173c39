// How words are compared: without case, marks, punctuation, and with mercy for one slip of the finger.
#pragma once

#include <string>
#include <string_view>

namespace sambung::dialogs {

// Lower-case letters and digits, words parted by single spaces; apostrophes vanish ("hi'ih" -> "hiih"), other signs
// part words. Latin letters lose their marks; keycap digits are digits; emoji and other scripts part words.
[[nodiscard]] std::string fold(std::string_view utf8);

// Words of a folded text.
[[nodiscard]] std::size_t count_words(std::string_view folded);
[[nodiscard]] std::string_view first_word(std::string_view folded);

// True if one letter is missing, too much, wrong, or swapped with its neighbour; or if they are equal.
[[nodiscard]] bool one_slip_apart(std::string_view a, std::string_view b);

// The text in one line of valid UTF-8: control characters and runs of white space become one space, none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);
// At most so many characters, cut at a space if one is near.
[[nodiscard]] std::string_view shortened(std::string_view utf8, std::size_t most);

}  // namespace sambung::dialogs
