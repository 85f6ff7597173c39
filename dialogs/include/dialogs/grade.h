// How far a text can be trusted. Drafts of regional languages are written before a native speaker of the office has
// read them; the grade stands beside each text, so that nobody takes a draft for an approved text.
#pragma once

#include "model/language.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::dialogs {

enum class Grade : std::uint8_t {
    a,  // a native officer approved it
    b,  // a fluent draft
    c,  // must be read by a native officer before use
};

inline constexpr Grade all_grades[] = {Grade::a, Grade::b, Grade::c};

[[nodiscard]] std::string_view letter(Grade grade);  // "A"
[[nodiscard]] std::optional<Grade> grade_from(std::string_view letter);
// Of a text that neither says its own grade nor stands in a file that does.
[[nodiscard]] Grade unspoken_grade(Language language);
// ` Did you mean "B"?` for "b" or "B+"; else empty.
[[nodiscard]] std::string_view grade_meant(std::string_view word);

}  // namespace sambung::dialogs
