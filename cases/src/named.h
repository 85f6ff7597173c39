// Enumerators that are stored by name: a table of names in the enumerators' order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace sambung::cases {

template <class Enum, std::size_t N>
std::optional<Enum> value_named(std::string_view name, const std::string_view (&names)[N]) {
    const auto* found = std::ranges::find(names, name);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<Enum>(found - std::begin(names));
}

template <class Enum, std::size_t N>
constexpr std::string_view name_of(Enum value, const std::string_view (&names)[N]) {
    return names[static_cast<std::size_t>(value)];
}

}  // namespace sambung::cases
