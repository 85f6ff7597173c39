#include "cases/beds.h"

#include "named.h"

#include <numeric>

namespace sambung::cases {

namespace {

struct RoomWords {
    Room room;
    std::string_view name;
    std::string_view word;
};
constexpr RoomWords rooms[] = {
    {Room::men, "dewasa_l", "DL"},
    {Room::women, "dewasa_p", "DP"},
    {Room::children, "anak", "KA"},
    {Room::family, "keluarga", "KK"},
};
static_assert(in_order(rooms, &RoomWords::room) && std::size(rooms) == std::size(all_rooms));

}  // namespace

std::string_view name(Room room) { return row_of(room, rooms).name; }
std::string_view word(Room room) { return row_of(room, rooms).word; }
std::optional<Room> room_from(std::string_view name) { return value_named(name, rooms, &RoomWords::room); }

std::optional<Room> room_of_word(std::string_view word) {
    const auto* found = std::ranges::find(rooms, word, &RoomWords::word);
    return found == std::end(rooms) ? std::nullopt : std::optional{found->room};
}

int Shelter::all_beds() const { return std::accumulate(beds.begin(), beds.end(), 0); }

}  // namespace sambung::cases
