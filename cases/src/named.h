// Enumerators that are stored by name: a table of names, or of rows with a `name`, in the enumerators' order.
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

// Of rows that say whose they are: each must stand at its own place, so that it is found by its number.
template <class Row, class Enum, std::size_t N>
constexpr bool in_order(const Row (&rows)[N], Enum Row::* whose) {
    for (std::size_t i = 0; i < N; ++i)
        if (rows[i].*whose != static_cast<Enum>(i)) return false;
    return true;
}

template <class Row, class Enum, std::size_t N>
constexpr const Row& row_of(Enum value, const Row (&rows)[N]) {
    return rows[static_cast<std::size_t>(value)];
}

template <class Row, class Enum, std::size_t N>
std::optional<Enum> value_named(std::string_view name, const Row (&rows)[N], Enum Row::* whose) {
    const auto* found = std::ranges::find(rows, name, &Row::name);
    if (found == std::end(rows)) return std::nullopt;
    return found->*whose;
}

}  // namespace sambung::cases
