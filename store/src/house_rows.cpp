#include "house_rows.h"

namespace sambung::store {

namespace {

// Both begin with what seen_in reads.
constexpr std::string_view one_house =
    "SELECT h.code, h.pool, h.area, h.estimate, h.state, h.funder, h.until, c.ticket, h.swap_to, h.id, h.case_id,"
    " h.swap_by, h.swap_reason, h.key, h.owner, h.address"
    " FROM houses h LEFT JOIN cases c ON c.id = h.case_id WHERE h.code = ?";
constexpr std::string_view of_pool =
    "SELECT h.code, h.pool, h.area, h.estimate, h.state, h.funder, h.until, c.ticket, h.swap_to"
    " FROM houses h LEFT JOIN cases c ON c.id = h.case_id WHERE h.pool = ? ORDER BY h.code";
constexpr int after_seen = 9;

// The check of the table keeps out what would not read.
HouseSeen seen_in(const Query& row) {
    HouseSeen seen{.code = *cases::HouseCode::parse(row.text(0)),
                   .pool = std::string{row.text(1)},
                   .area = std::string{row.text(2)},
                   .estimate = row.integer(3),
                   .state = *cases::house_state_from(row.text(4)),
                   .funder = std::string{row.text(5)},
                   .until = row.null(6) ? std::nullopt : std::optional{row.time(6)},
                   .ticket = row.null(7) ? std::nullopt : Ticket::parse(row.text(7)),
                   .swap_to = std::string{row.text(8)}};
    return seen;
}

cases::Pool pool_in(Sql& sql, const Query& head) {
    cases::Pool pool{.code = std::string{head.text(0)},
                     .programme = std::string{head.text(1)},
                     .period = std::string{head.text(2)},
                     .total = static_cast<int>(head.integer(3)),
                     .stages = {},
                     .funders = {}};
    for (Query row = sql.query("SELECT number, begins FROM pool_stages WHERE pool = ? ORDER BY number", pool.code);
         row.next();)
        pool.stages.push_back({.number = static_cast<int>(row.integer(0)), .begins = row.time(1)});
    constexpr std::string_view funders =
        "SELECT unit, stage, houses, rupiah FROM pool_funders WHERE pool = ? ORDER BY stage, unit";
    for (Query row = sql.query(funders, pool.code); row.next();)
        pool.funders.push_back({.unit = std::string{row.text(0)},
                                .stage = static_cast<int>(row.integer(1)),
                                .houses = static_cast<int>(row.integer(2)),
                                .rupiah = row.null(3) ? std::nullopt : std::optional{row.integer(3)}});
    return pool;
}

}  // namespace

std::optional<HouseRow> house_row(Sql& sql, const cases::HouseCode& code) {
    Query row = sql.query(one_house, code.text());
    if (!row.next()) return std::nullopt;
    int at = after_seen;
    HouseRow out{.id = row.integer(at),
                 .seen = seen_in(row),
                 .case_id = row.null(at + 1) ? std::nullopt : std::optional{row.integer(at + 1)},
                 .swap_by = std::string{row.text(at + 2)},
                 .swap_reason = std::string{row.text(at + 3)},
                 .wrapped_key = std::string{row.blob(at + 4)},
                 .sealed_owner = std::string{row.blob(at + 5)},
                 .sealed_address = std::string{row.blob(at + 6)}};
    return out;
}

std::vector<HouseSeen> houses_in(Sql& sql, std::string_view pool) {
    std::vector<HouseSeen> out;
    for (Query row = sql.query(of_pool, pool); row.next();) out.push_back(seen_in(row));
    return out;
}

std::optional<HouseOwner> owner_in(const Keys& keys, const HouseRow& row) {
    if (row.wrapped_key.empty()) return std::nullopt;
    const cases::HouseCode& code = row.seen.code;
    const SecretKey key = open_key(keys, row.wrapped_key, house_key_owner(code));
    return HouseOwner{.name = open_sealed(key, row.sealed_owner, house_owner_place(code)),
                      .address = open_sealed(key, row.sealed_address, house_address_place(code))};
}

void update_house(Clerk& clerk, const HouseRow& row) {
    const HouseSeen& house = row.seen;
    const std::optional<std::string> funder = house.funder.empty() ? std::nullopt : std::optional{house.funder};
    clerk.sql.run(
        "UPDATE house_rows SET state = ?2, funder = ?3, until = ?4, swap_to = NULL, swap_by = NULL, swap_reason = NULL,"
        " changed = ?5 WHERE id = ?1",
        row.id, cases::name(house.state), funder, house.until, clerk.now);
}

std::optional<PoolStand> pool_row(Sql& sql, std::string_view code) {
    Query row =
        sql.query("SELECT code, programme, period, total, hold, drafted_by, opened_by FROM pools WHERE code = ?", code);
    if (!row.next()) return std::nullopt;
    return PoolStand{.pool = pool_in(sql, row),
                     .hold = milliseconds{row.integer(4)},
                     .drafted_by = std::string{row.text(5)},
                     .opened_by = std::string{row.text(6)}};
}

}  // namespace sambung::store
