#include "cases/likeness.h"

#include <algorithm>
#include <cstddef>

namespace sambung::cases {

namespace {

struct Matches {
    std::vector<char> in_a, in_b;  // 1 where a letter has its like in the other text
    std::size_t count = 0;
};

// Letters match if they are alike and no further apart than half the longer text.
Matches matches_of(std::string_view a, std::string_view b) {
    Matches found{.in_a = std::vector<char>(a.size()), .in_b = std::vector<char>(b.size())};
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t reach = longer < 4 ? 0 : longer / 2 - 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t end = std::min(b.size(), i + reach + 1);
        for (std::size_t j = i > reach ? i - reach : 0; j < end; ++j) {
            if (found.in_b[j] != 0 || a[i] != b[j]) continue;
            found.in_a[i] = found.in_b[j] = 1;
            ++found.count;
            break;
        }
    }
    return found;
}

// Matched letters that stand in another order, counted in both texts.
std::size_t out_of_order(std::string_view a, std::string_view b, const Matches& found) {
    std::size_t swapped = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        if (found.in_a[i] == 0) continue;
        while (found.in_b[j] == 0) ++j;
        if (a[i] != b[j++]) ++swapped;
    }
    return swapped;
}

double jaro(std::string_view a, std::string_view b) {
    const Matches found = matches_of(a, b);
    if (found.count == 0) return 0;
    const auto count = static_cast<double>(found.count);
    const double in_place = count - static_cast<double>(out_of_order(a, b, found)) / 2;
    return (count / static_cast<double>(a.size()) + count / static_cast<double>(b.size()) + in_place / count) / 3;
}

}  // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
    constexpr std::size_t most_prefix = 4;
    constexpr double bonus = 0.1;
    if (a == b) return 1;
    const double similarity = jaro(a, b);
    const std::size_t end = std::min({a.size(), b.size(), most_prefix});
    std::size_t prefix = 0;
    while (prefix < end && a[prefix] == b[prefix]) ++prefix;
    return similarity + static_cast<double>(prefix) * bonus * (1 - similarity);
}

Trigrams trigrams_of(std::string_view text) {
    Trigrams grams;
    grams.reserve(text.size() + 2);
    constexpr std::uint32_t space = ' ';
    constexpr std::uint32_t three_bytes = 0xFFFFFF;
    std::uint32_t last_three = space;
    const auto take = [&](std::uint32_t letter) {
        last_three = ((last_three << 8U) | letter) & three_bytes;
        if ((last_three >> 16U) != 0) grams.push_back(last_three);
    };
    for (const char sign : text) {
        const char c = sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter)
            take(static_cast<unsigned char>(c));
        else if ((last_three & 0xFFU) != space)
            take(space);
    }
    if (!grams.empty() && (last_three & 0xFFU) != space) take(space);
    std::ranges::sort(grams);
    grams.erase(std::ranges::unique(grams).begin(), grams.end());
    return grams;
}

double shared(const Trigrams& a, const Trigrams& b) {
    std::size_t both = 0;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (*left == *right) {
            ++both;
            ++left;
            ++right;
        } else if (*left < *right) {
            ++left;
        } else {
            ++right;
        }
    }
    const std::size_t either = a.size() + b.size() - both;
    return both == 0 ? 0 : static_cast<double>(both) / static_cast<double>(either);
}

}  // namespace sambung::cases
