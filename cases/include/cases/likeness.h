// How alike two texts are, between 0 and 1. Pure; ASCII letters only, since what is compared was folded before.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sambung::cases {

// Jaro's similarity with Winkler's bonus for a common beginning (Winkler 1990): 0.1 a letter, at most four. Two empty
// texts are alike.
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);

// The different groups of three letters of a text, its words lower-cased and set apart; sorted.
using Trigrams = std::vector<std::uint32_t>;
[[nodiscard]] Trigrams trigrams_of(std::string_view text);
// Those in both of those in either; 0 if one has none.
[[nodiscard]] double shared(const Trigrams& a, const Trigrams& b);

}  // namespace sambung::cases
