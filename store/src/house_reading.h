// Houses as steps and readers find them.
#pragma once

#include "house_rows.h"

#include <string_view>

namespace sambung::store {

// Of an open pool: others may have no funder yet.
struct BookableHouse {
    PoolStand stand;
    HouseRow row;
};
// Errc::not_found.
[[nodiscard]] Result<BookableHouse> bookable_house(Sql& sql, const cases::HouseCode& code);

// With the owner, if that unit has it, accepted.
[[nodiscard]] HouseOpened opened_house(const Keys& keys, const HouseRow& row, std::string_view whose);

}  // namespace sambung::store
