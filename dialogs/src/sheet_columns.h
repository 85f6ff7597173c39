// What the writer and the reader of the translator's sheet agree on.
#pragma once

#include "dialogs/text_sheet.h"
#include "texts.h"

#include <array>
#include <string_view>

namespace sambung::dialogs {

inline constexpr std::array<std::string_view, 9> sheet_columns = {"key",   "source", "of",   "translation", "state",
                                                                  "grade", "length", "room", "where"};
inline constexpr std::string_view hash_mark = "of:";  // before a hash, so that a spreadsheet takes it for a word

// Of a text that is there.
[[nodiscard]] TextState text_state(const Text& own, std::string_view source);

}  // namespace sambung::dialogs
