// Rows of houses and pools (migration 0032).
#pragma once

#include "clerk.h"
#include "sql.h"
#include "store/allocation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sambung::store {

struct HouseRow {
    std::int64_t id = 0;
    HouseSeen seen;
    std::optional<std::int64_t> case_id;
    std::string swap_by, swap_reason;
    std::string wrapped_key;  // empty: erased
    std::string sealed_owner, sealed_address;
};
// Of lists that are published.
[[nodiscard]] std::optional<HouseRow> house_row(Sql& sql, const cases::HouseCode& code);
[[nodiscard]] std::vector<HouseSeen> houses_in(Sql& sql, std::string_view pool);
// Nothing if it was erased. Throws BrokenSeal.
[[nodiscard]] std::optional<HouseOwner> owner_in(const Keys& keys, const HouseRow& row);
// State, funder and end of the reservation; whatever swap was asked for is void.
void update_house(Clerk& clerk, const HouseRow& row);

// With its stages and funders.
[[nodiscard]] std::optional<PoolStand> pool_row(Sql& sql, std::string_view code);

inline std::string house_key_owner(const cases::HouseCode& code) { return "house:" + code.text(); }
inline std::string house_owner_place(const cases::HouseCode& code) { return "houses.owner:" + code.text(); }
inline std::string house_address_place(const cases::HouseCode& code) { return "houses.address:" + code.text(); }

}  // namespace sambung::store
