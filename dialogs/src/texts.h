// The text table: Indonesian texts from the flows and id.yaml, other languages from their files, each with the place it
// stands at.
#pragma once

#include "dialogs/flow_set.h"
#include "dialogs/grade.h"
#include "dialogs/strict_yaml.h"
#include "model/language.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

struct Text {
    std::string words;
    std::string file;
    Mark at;
    std::string of;  // of a translation: first hex digits of the source's hash; empty if not kept
    Grade grade = Grade::a;
};
using Texts = std::map<std::string, Text, std::less<>>;
using TextTable = std::map<Language, Texts>;

// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): tells that a source text changed, nothing more.
[[nodiscard]] std::uint32_t fnv1a(std::string_view bytes);
[[nodiscard]] std::string source_hash(std::string_view indonesian);  // 8 hex digits

// Adds a text file to the table, key by key over what is there. Errors are findings: a name that is no language, a form
// that is no text. The key "grade" is no text: it is the grade of the file's texts that say none of their own.
[[nodiscard]] Findings add_texts(const FlowSource& source, TextTable& table);

}  // namespace sambung::dialogs
