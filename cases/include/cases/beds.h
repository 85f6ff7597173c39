// The beds of a shelter: classes of rooms, and how long somebody stays in one.
#pragma once

#include "model/error.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::cases {

enum class Room : std::uint8_t { men, women, children, family };
inline constexpr Room all_rooms[] = {Room::men, Room::women, Room::children, Room::family};
[[nodiscard]] std::string_view name(Room room);  // "dewasa_l", as units.yaml and the store have it
[[nodiscard]] std::optional<Room> room_from(std::string_view name);
[[nodiscard]] std::string_view word(Room room);  // "DL", as officers write it
[[nodiscard]] std::optional<Room> room_of_word(std::string_view word);

struct Shelter {
    std::string unit;                               // code of a unit of kind shelter
    std::array<int, std::size(all_rooms)> beds{};   // of each room class
    std::chrono::days stay = std::chrono::days{5};  // then its head is told, every day anew

    [[nodiscard]] int beds_of(Room room) const { return beds[static_cast<std::size_t>(room)]; }
    [[nodiscard]] int all_beds() const;
};

// A shelter that keeps a register, and whom it answers to.
struct House {
    Shelter shelter;
    std::string head;    // code of the unit that is told what the shelter owes
    std::string peksos;  // code of the unit that is told of each child
};

inline constexpr int most_beds = 999;  // of one room class
inline constexpr std::chrono::days longest_stay{90};

}  // namespace sambung::cases
