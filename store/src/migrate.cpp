#include "migrate.h"

#include "embedded_migrations.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace sambung::store {

namespace {

constexpr std::int64_t application_id = 0x536D6267;  // "Smbg": what `file` and others know our databases by

std::int64_t pragma(Sql& sql, std::string_view text) {
    Query row = sql.query(text);
    return row.next() ? row.integer(0) : 0;
}

bool holds_tables(Sql& sql) { return sql.query("SELECT 1 FROM sqlite_schema LIMIT 1").next(); }

// Within one transaction, so that another process's first migration is seen whole or not at all.
Result<> check_ours(Sql& sql, int newest) {
    const std::int64_t id = pragma(sql, "PRAGMA application_id");
    const bool empty = id == 0 && !holds_tables(sql);
    if (!empty && id != application_id)
        return fail(Errc::misconfigured, "the case database was made by another program");
    const std::int64_t version = pragma(sql, "PRAGMA user_version");
    if (version > newest)
        return fail(Errc::misconfigured, "the case database has version " + std::to_string(version) +
                                             ", this program knows up to " + std::to_string(newest));
    return {};
}

// PRAGMA takes no parameters; both numbers are ours.
void apply(Sql& sql, const Migration& migration) {
    sql.script("BEGIN IMMEDIATE");
    try {
        if (pragma(sql, "PRAGMA user_version") < migration.number) {
            sql.script(std::string{migration.sql});
            sql.script("PRAGMA application_id=" + std::to_string(application_id));
            sql.script("PRAGMA user_version=" + std::to_string(migration.number));
        }
        sql.script("COMMIT");
    } catch (const SqlError&) {
        if (sql.in_transaction()) sql.script("ROLLBACK");
        throw;
    }
}

int number_of(std::string_view file) {
    int number = 0;
    std::from_chars(file.data(), file.data() + file.size(), number);
    return number;
}

}  // namespace

std::vector<Migration> known_migrations() {
    std::vector<Migration> migrations;
    for (const auto& file : embedded_migrations::files) migrations.push_back({number_of(file.name), file.text});
    std::ranges::sort(migrations, {}, &Migration::number);
    return migrations;
}

Result<> migrate(Sql& sql, std::span<const Migration> migrations) {
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    try {
        sql.script("BEGIN");
        const Result<> ours = check_ours(sql, newest);
        sql.script("COMMIT");
        if (!ours) return ours;
        for (const Migration& migration : migrations) apply(sql, migration);
    } catch (const SqlError& error) {
        const Errc code = error.passing() ? Errc::unavailable : Errc::misconfigured;
        return fail(code, std::string{"the case database could not be brought up to date: "} + error.what());
    }
    return {};
}

}  // namespace sambung::store
