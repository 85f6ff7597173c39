// The languages that a citizen may be answered in (contract.md): Indonesian is the source and the fall-back of all.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung {

enum class Language : std::uint8_t { id, jv, jv_ngoko, su, bjn, bew, en };

inline constexpr Language all_languages[] = {Language::id,  Language::jv,  Language::jv_ngoko, Language::su,
                                             Language::bjn, Language::bew, Language::en};

[[nodiscard]] std::string_view code(Language language);     // "id", "jv-ngoko"
[[nodiscard]] std::string_view endonym(Language language);  // "Bahasa Indonesia", "Basa Jawa"; GSM-7 only
[[nodiscard]] std::optional<Language> language_from(std::string_view code);

}  // namespace sambung
