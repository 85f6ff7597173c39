#include "house_reading.h"

#include <utility>

namespace sambung::store {

using cases::HouseState;

Result<BookableHouse> bookable_house(Sql& sql, const cases::HouseCode& code) {
    std::optional<HouseRow> row = house_row(sql, code);
    std::optional<PoolStand> stand = row ? pool_row(sql, row->seen.pool) : std::nullopt;
    if (!stand || stand->opened_by.empty()) return fail(Errc::not_found, "no such house in an open pool");
    return BookableHouse{*std::move(stand), *std::move(row)};
}

HouseOpened opened_house(const Keys& keys, const HouseRow& row, std::string_view whose) {
    HouseOpened out{.house = row.seen};
    const bool theirs =
        row.seen.funder == whose && row.seen.state > HouseState::reserved && cases::is_taken(row.seen.state);
    if (theirs) out.owner = owner_in(keys, row);
    return out;
}

Task<Result<std::vector<HouseSeen>>> houses_of_pool(Database& database, std::string pool) {
    return database.read([pool = std::move(pool)](Sql& sql) -> Result<std::vector<HouseSeen>> {
        if (!pool_row(sql, pool)) return fail(Errc::not_found, "there is no such pool");
        return houses_in(sql, pool);
    });
}

Task<Result<HouseOpened>> house_for(Database& database, const Keys& keys, cases::HouseCode code, std::string unit,
                                    TimePoint now) {
    return database.read([&keys, code = std::move(code), unit = std::move(unit), now](Sql& sql) -> Result<HouseOpened> {
        const Result<BookableHouse> place = bookable_house(sql, code);
        if (!place) return std::unexpected(place.error());
        const HouseSeen& house = place->row.seen;
        const bool bookable = house.state == HouseState::open && cases::may_book(place->stand.pool, unit, now);
        if (house.funder != unit && !bookable) return fail(Errc::not_found, "nothing of theirs");
        return opened_house(keys, place->row, unit);
    });
}

Task<Result<std::vector<HouseSeen>>> houses_for(Database& database, std::string unit, std::string after, int most,
                                                TimePoint now) {
    return database.read([unit = std::move(unit), after = std::move(after), most,
                          now](Sql& sql) -> Result<std::vector<HouseSeen>> {
        constexpr std::string_view theirs =
            "SELECT h.code FROM houses h JOIN pools p ON p.code = h.pool AND p.opened IS NOT NULL"
            " JOIN pool_funders f ON f.pool = h.pool AND f.unit = ?1"
            " JOIN pool_stages s ON s.pool = f.pool AND s.number = f.stage"
            " WHERE h.code > ?2 AND (h.funder = ?1 OR (h.state = 'open' AND s.begins <= ?3)) ORDER BY h.code LIMIT ?4";
        std::vector<cases::HouseCode> codes;
        for (Query row = sql.query(theirs, unit, after, now, most); row.next();)
            codes.push_back(*cases::HouseCode::parse(row.text(0)));
        std::vector<HouseSeen> out;
        for (const cases::HouseCode& code : codes)
            if (std::optional<HouseRow> row = house_row(sql, code)) out.push_back(std::move(row->seen));
        return out;
    });
}

}  // namespace sambung::store
