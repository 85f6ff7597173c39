// What of a pool is taken, and what still wants a funder.
#pragma once

#include "cases/allocation.h"

#include <map>

namespace sambung::cases {

struct FunderShare {
    int booked = 0;  // with those that are done
    int done = 0;
};

struct FundingGap {
    int pool = 0;
    int booked = 0;
    std::map<std::string, FunderShare> funders;  // every funder of the pool, by unit
    std::map<std::string, int> open_by_kecamatan;
    std::map<int, int> may_still_book;  // by stage: what the ceilings of its funders leave
    std::int64_t unfunded = 0;          // rupiah, estimated, of open houses
};
[[nodiscard]] FundingGap funding_gap(const Pool& pool, std::span<const PoolHouse> houses);

}  // namespace sambung::cases
