#include "duplicate_keys.h"

#include <algorithm>
#include <iterator>

namespace sambung::store {

namespace {

std::string_view name_of(cases::Block block) {
    return std::ranges::find(cases::block_rules, block, &cases::BlockRule::block)->name;
}

void want_look(Clerk& clerk, std::int64_t case_id, bool keyed) {
    clerk.sql.run(
        "INSERT INTO dup_pending (case_id, keyed) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET keyed = ?2",
        case_id, keyed);
}

}  // namespace

std::int64_t hashed(const Keys& keys, const cases::BlockKey& key) {
    const Key128 hash = keys.index("dup." + std::string{name_of(key.block)}, key.value);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | hash.bytes[i];
    return static_cast<std::int64_t>(number);
}

void write_dup_keys(Clerk& clerk, std::int64_t case_id, TimePoint filed, const cases::Report& report) {
    for (const cases::BlockKey& key : cases::keys_to_keep(report))
        clerk.sql.run("INSERT OR IGNORE INTO dup_keys (key, filed, case_id) VALUES (?, ?, ?)", hashed(clerk.keys, key),
                      filed, case_id);
}

void note_dup_keys(Clerk& clerk, const CaseRow& row, const cases::Report& report) {
    if (!cases::may_compare(report)) return;
    write_dup_keys(clerk, row.id, clerk.now, report);
    want_look(clerk, row.id, true);
}

void look_again(Clerk& clerk, std::int64_t case_id) {
    clerk.sql.run("DELETE FROM dup_keys WHERE case_id = ?", case_id);
    want_look(clerk, case_id, false);
}

void drop_dup_keys(Sql& sql, std::int64_t case_id) {
    sql.run("DELETE FROM dup_keys WHERE case_id = ?", case_id);
    sql.run("DELETE FROM dup_pending WHERE case_id = ?", case_id);
}

void forget_dup_keys(Sql& sql, std::int64_t case_id) {
    drop_dup_keys(sql, case_id);
    sql.run("DELETE FROM dup_links WHERE (a = ?1 OR b = ?1) AND verdict = 'open'", case_id);
}

}  // namespace sambung::store
