#include "root_keys.h"

#include "store/anchors.h"
#include "wrapped_keys.h"

namespace sambung::store {

namespace {

bool has_table(Sql& sql, std::string_view table) {
    return sql.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", table).next();
}

// A key that was never replaced has no row: then one of the keys under it must open.
bool opens_something(Sql& sql, const Keys& keys) {
    for (const WrappedPlace& place : wrapped_places()) {
        if (!has_table(sql, place.table)) continue;
        Query row = sql.query(std::string{place.select} + " LIMIT 1");
        if (row.next()) return keys.unwrap(row.blob(1), place.owner(row)).has_value();
    }
    return true;
}

}  // namespace

std::optional<RootInUse> root_in_use(Sql& sql) {
    if (!has_table(sql, "root_keys")) return std::nullopt;
    Query row = sql.query("SELECT fingerprint, carried FROM root_keys WHERE until IS NULL");
    if (!row.next()) return std::nullopt;
    return RootInUse{std::string{row.text(0)}, std::string{row.blob(1)}};
}

Result<Keys> fit(Sql& sql, const Keys& keys) {
    const std::optional<RootInUse> in_use = root_in_use(sql);
    if (!in_use) {
        if (opens_something(sql, keys)) return keys;
        return fail(Errc::misconfigured, "the data does not open under root key " + keys.fingerprint() +
                                             ": put the right one back (docs/security.md)");
    }
    if (in_use->fingerprint != keys.fingerprint())
        return fail(Errc::misconfigured, "the data lies under root key " + in_use->fingerprint + ", this is " +
                                             keys.fingerprint() +
                                             ": put the right one back, or end a rotation that was cut off with "
                                             "`sambung keys rotate` (docs/runbook.md)");
    return keys.carrying(in_use->carried);
}

std::vector<RootKeyStand> roots_of(Sql& sql) {
    std::vector<RootKeyStand> roots;
    if (!has_table(sql, "root_keys")) return roots;
    for (Query row = sql.query("SELECT fingerprint, public_key, by, since, until FROM root_keys"
                               " ORDER BY until IS NOT NULL, until DESC");
         row.next();)
        roots.push_back({.fingerprint = std::string{row.text(0)},
                         .public_key = std::string{row.text(1)},
                         .by = std::string{row.text(2)},
                         .since = row.time(3),
                         .until = row.null(4) ? std::nullopt : std::optional{row.time(4)}});
    return roots;
}

std::optional<TimePoint> begun(Sql& sql) {
    Query row = sql.query("SELECT at FROM events ORDER BY seq LIMIT 1");
    return row.next() ? std::optional{row.time(0)} : std::nullopt;
}

void note_replaced(Sql& sql, const Keys& before, const Keys& after, std::string_view by, TimePoint now) {
    sql.run(
        "INSERT INTO root_keys (fingerprint, since, until, public_key, by) VALUES (?1, ?2, ?3, ?4, '')"
        " ON CONFLICT DO UPDATE SET until = excluded.until, carried = NULL",
        before.fingerprint(), begun(sql).value_or(now), now, hex(public_key(before)));
    const std::string carried = after.carried();
    sql.run("INSERT INTO root_keys (fingerprint, since, public_key, by, carried) VALUES (?, ?, ?, ?, ?)",
            after.fingerprint(), now, hex(public_key(after)), by, Blob{carried});
}

}  // namespace sambung::store
