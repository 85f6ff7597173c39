#include "dialogs/strict_yaml.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sambung::dialogs {

namespace {

// Longer words are no slips of a finger, and the distance costs the product of both lengths.
constexpr std::size_t longest = 64;
using Row = std::array<std::size_t, longest + 1>;

// Damerau-Levenshtein, restricted (optimal string alignment): insert, delete, replace, swap neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    Row before_last{};
    Row last{};
    Row row{};
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = last;
        last = row;
    }
    return last[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
    if (word.size() > longest) return {};
    std::string_view best;
    std::size_t least = word.size() / 3 + 1;
    for (const std::string_view candidate : known) {
        if (candidate.size() > longest || candidate.size() + least <= word.size() ||
            word.size() + least <= candidate.size())
            continue;
        if (const std::size_t d = distance(word, candidate); d < least) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
    const std::string_view found = nearest(word, known);
    return found.empty() ? std::string{} : " Did you mean \"" + std::string{found} + "\"?";
}

}  // namespace sambung::dialogs
