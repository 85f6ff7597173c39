#include "cases/funding_gap.h"

namespace sambung::cases {

FundingGap funding_gap(const Pool& pool, std::span<const PoolHouse> houses) {
    FundingGap gap;
    gap.pool = pool.total;
    for (const Funder& funder : pool.funders) gap.funders[funder.unit];
    for (const PoolHouse& house : houses) {
        if (house.state == HouseState::open) {
            ++gap.open_by_kecamatan[house.kecamatan];
            gap.unfunded += house.estimate;
        }
        if (!is_taken(house.state)) continue;
        ++gap.booked;
        FunderShare& share = gap.funders[house.funder];
        ++share.booked;
        if (house.state == HouseState::done) ++share.done;
    }
    for (const Funder& funder : pool.funders)
        gap.may_still_book[funder.stage] += funder.houses - gap.funders[funder.unit].booked;
    return gap;
}

}  // namespace sambung::cases
