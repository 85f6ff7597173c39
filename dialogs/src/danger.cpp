#include "dialogs/danger.h"

#include "danger_words.h"
#include "fold.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace sambung::dialogs {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t shortest_sign = 4;  // letters: "a menu digit", "ya" and "ok" end here
constexpr std::size_t shortest_without_vowels = 4;
constexpr std::size_t shortest_part_without_vowels = 2;  // of a sign of several words: "tdk sdr"
constexpr std::size_t longest_exact_only = 6;            // below, one slip makes another word: "parang", "barang"

constexpr bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool vowel(char c) { return std::string_view{"aiueo"}.contains(c); }

bool has_letters(std::string_view text) {
    std::size_t letters = 0;
    for (const char c : text)
        if (letter(c) && ++letters == shortest_sign) return true;
    return false;
}

// "piiingsaaan" -> "pingsan". The signs are written without double letters too.
std::string without_repeats(std::string folded) {
    folded.erase(std::ranges::unique(folded).begin(), folded.end());
    return folded;
}

Words words_of(std::string_view folded) {
    Words words;
    for (; !folded.empty(); folded.remove_prefix(std::min(folded.size(), words.back().size() + 1)))
        words.push_back(first_word(folded));
    return words;
}

std::string_view without_ending(std::string_view word) {
    constexpr std::size_t shortest_stem = 5;
    for (const std::string_view ending : {"nya", "lah", "mi"})
        if (word.size() >= shortest_stem + ending.size() && word.ends_with(ending))
            return word.substr(0, word.size() - ending.size());
    return word;
}

// True if only vowels are left out, and none at either end: "pngsan", "sdr".
bool leaves_out_vowels(std::string_view word, std::string_view sign) {
    if (word.size() >= sign.size() || word.front() != sign.front() || word.back() != sign.back()) return false;
    std::size_t at = 0;
    for (const char c : sign) {
        if (at < word.size() && word[at] == c)
            ++at;
        else if (!vowel(c))
            return false;
    }
    return at == word.size();
}

bool is_word(std::string_view word, std::string_view sign, bool part) {
    if (word == sign) return true;
    if (word.empty() || word.front() != sign.front()) return false;
    const std::size_t least = part ? shortest_part_without_vowels : shortest_without_vowels;
    if (word.size() >= least && leaves_out_vowels(word, sign)) return true;
    if (sign.size() <= longest_exact_only || word.size() < longest_exact_only) return false;
    return one_slip_apart(word, sign) && std::ranges::find(ordinary_words, word) == std::end(ordinary_words);
}

bool negates(std::string_view word) { return std::ranges::find(negations, word) != std::end(negations); }

bool begins_with(std::span<const std::string_view> words, std::string_view sign) {
    const bool part = sign.contains(' ');
    for (std::size_t at = 0; !sign.empty(); ++at) {
        if (at == words.size()) return false;
        const std::string_view next = first_word(sign);
        sign.remove_prefix(std::min(sign.size(), next.size() + 1));
        const std::string_view word = words[at];
        const bool same = next == any_negation ? negates(word)
                                               : is_word(word, next, part) || is_word(without_ending(word), next, part);
        if (!same) return false;
    }
    return true;
}

// Signs in the order of their first letter, so that a word is compared only with those that could be it.
std::span<const std::string_view> signs_from(char first) {
    const auto range =
        std::ranges::equal_range(danger_signs, first, {}, [](std::string_view sign) { return sign.front(); });
    return {range.begin(), range.end()};
}

bool starts_a_sign(std::span<const std::string_view> words) {
    const auto begins = [words](std::string_view sign) { return begins_with(words, sign); };
    if (std::ranges::any_of(signs_from(words.front().front()), begins)) return true;
    return negates(words.front()) && std::ranges::any_of(signs_from(any_negation.front()), begins);
}

bool is_harmless(std::span<const std::string_view> words) {
    return std::ranges::any_of(harmless, [words](std::string_view phrase) { return begins_with(words, phrase); });
}

}  // namespace

bool tells_danger(std::string_view text) {
    if (!has_letters(text)) return false;
    const std::string folded = without_repeats(fold(text));
    const Words words = words_of(folded);
    if (words.size() == 1 &&
        std::ranges::any_of(alone, [&](std::string_view sign) { return is_word(words.front(), sign, false); }))
        return true;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::span from = std::span{words}.subspan(at);
        if (starts_a_sign(from) && !is_harmless(from)) return true;
    }
    return false;
}

}  // namespace sambung::dialogs
