// Which rows can take an input, as bit sets that are met word by word: a hundred rows are two words.
#pragma once

#include "routing_rule.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sambung::cases {

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};
template <class Value>
using WordMap = std::unordered_map<std::string, Value, WordHash, std::equal_to<>>;

class RuleIndex {
 public:
    RuleIndex() = default;
    explicit RuleIndex(const std::vector<Rule>& rules);

    // Calls `take(position of the rule)` for each rule that nothing speaks against, in order, until one returns true.
    template <class Take>
    void each(const RoutingInput& input, Take take) const;

 private:
    using Set = std::vector<std::uint64_t>;  // a bit each rule
    static constexpr std::size_t shapes = 5UL * 3 * 2 * 2;
    static constexpr std::size_t most_areas = 4;  // a code has at most three levels within the city

    [[nodiscard]] static std::size_t shape_of(const RoutingInput& input) {
        return ((static_cast<std::size_t>(input.urgency) * 3 + static_cast<std::size_t>(input.kind)) * 2 +
                (input.open ? 1 : 0)) *
                   2 +
               (input.sensitive ? 1 : 0);
    }
    [[nodiscard]] const Set& of_category(std::string_view category) const;
    // The sets of rows for the areas that hold this one; the rest is null.
    [[nodiscard]] std::array<const Set*, most_areas> of_area(std::string_view area) const;

    std::size_t words_ = 0;
    std::array<Set, shapes> by_shape_;  // urgency, kind, hours, sensitive
    Set any_category_;
    WordMap<Set> by_category_;  // with those for any
    Set any_area_;
    WordMap<Set> by_area_;  // only those that name it
};

template <class Take>
void RuleIndex::each(const RoutingInput& input, Take take) const {
    constexpr std::size_t bits = 64;
    const Set& shape = by_shape_[shape_of(input)];
    const Set& category = of_category(input.category);
    const auto areas = of_area(input.area);
    for (std::size_t word = 0; word < words_; ++word) {
        std::uint64_t near = any_area_[word];
        for (const Set* area : areas) near |= area == nullptr ? 0 : (*area)[word];
        for (std::uint64_t left = shape[word] & category[word] & near; left != 0; left &= left - 1)
            if (take(word * bits + static_cast<std::size_t>(__builtin_ctzll(left)))) return;
    }
}

}  // namespace sambung::cases
