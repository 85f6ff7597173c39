#include "model/language.h"

#include <utility>

namespace sambung {

namespace {

struct Row {
    Language language;
    std::string_view code;
    std::string_view endonym;
};

constexpr Row rows[] = {
    {Language::id, "id", "Bahasa Indonesia"},
    {Language::jv, "jv", "Basa Jawa (krama)"},
    {Language::jv_ngoko, "jv-ngoko", "Basa Jawa (ngoko)"},
    {Language::su, "su", "Basa Sunda"},
    {Language::bjn, "bjn", "Bahasa Banjar"},
    {Language::bew, "bew", "Basa Betawi"},
    {Language::en, "en", "English"},
};

const Row& row_of(Language language) {
    for (const Row& row : rows)
        if (row.language == language) return row;
    std::unreachable();
}

}  // namespace

std::string_view code(Language language) { return row_of(language).code; }
std::string_view endonym(Language language) { return row_of(language).endonym; }

std::optional<Language> language_from(std::string_view code) {
    for (const Row& row : rows)
        if (row.code == code) return row.language;
    return std::nullopt;
}

}  // namespace sambung
