#include "events.h"
#include "house_rows.h"
#include "staff_names.h"
#include "store/allocation.h"

namespace sambung::store {

namespace {

Result<> insert_pool(Clerk& clerk, const PoolDraft& draft) {
    const cases::Pool& pool = draft.pool;
    if (pool_row(clerk.sql, pool.code)) return fail(Errc::conflict, "there is a pool of that code");
    clerk.sql.run(
        "INSERT INTO pools (code, programme, period, total, hold, drafted_by, drafted)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        pool.code, pool.programme, pool.period, pool.total, draft.hold.count(), folded(draft.by), clerk.now);
    for (const cases::FundingStage& stage : pool.stages)
        clerk.sql.run("INSERT INTO pool_stages (pool, number, begins) VALUES (?, ?, ?)", pool.code, stage.number,
                      stage.begins);
    for (const cases::Funder& funder : pool.funders)
        clerk.sql.run("INSERT INTO pool_funders (pool, unit, stage, houses, rupiah) VALUES (?, ?, ?, ?, ?)", pool.code,
                      funder.unit, funder.stage, funder.houses, funder.rupiah);
    append_event(
        clerk, {"pool.drafted", draft.by, std::nullopt, Meta{}.add("pool", pool.code).add("total", pool.total).json()});
    return {};
}

bool has_houses(Sql& sql, std::string_view pool) {
    return sql.query("SELECT 1 FROM houses WHERE pool = ? LIMIT 1", pool).next();
}

Result<> open_in(Clerk& clerk, const std::string& code, const std::string& by) {
    const std::optional<PoolStand> stand = pool_row(clerk.sql, code);
    if (!stand) return fail(Errc::not_found, "there is no such pool");
    if (!stand->opened_by.empty()) return fail(Errc::conflict, "it is open already");
    if (folded(by) == stand->drafted_by) return fail(Errc::conflict, "who drafted it cannot open it: a second person");
    if (!has_houses(clerk.sql, code)) return fail(Errc::conflict, "it has no houses yet: sambung import allocations");
    clerk.sql.run("UPDATE pools SET opened_by = ?2, opened = ?3 WHERE code = ?1", code, folded(by), clerk.now);
    append_event(clerk, {"pool.opened", by, std::nullopt, Meta{}.add("pool", code).json()});
    return {};
}

}  // namespace

Task<Result<>> draft_pool(Database& database, const Keys& keys, PoolDraft draft, TimePoint now) {
    if (Result<> name = check_staff_name(draft.by); !name) co_return name;
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        return insert_pool(clerk, draft);
    });
}

Task<Result<>> open_pool(Database& database, const Keys& keys, std::string code, std::string by, TimePoint now) {
    if (Result<> name = check_staff_name(by); !name) co_return name;
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        return open_in(clerk, code, by);
    });
}

Task<Result<std::vector<PoolStand>>> pools(Database& database) {
    return database.read([](Sql& sql) -> Result<std::vector<PoolStand>> {
        std::vector<std::string> codes;
        for (Query row = sql.query("SELECT code FROM pools ORDER BY code"); row.next();)
            codes.emplace_back(row.text(0));
        std::vector<PoolStand> out;
        for (const std::string& code : codes)
            if (std::optional<PoolStand> one = pool_row(sql, code)) out.push_back(*std::move(one));
        return out;
    });
}

}  // namespace sambung::store
