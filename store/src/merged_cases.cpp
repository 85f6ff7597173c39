#include "merged_cases.h"

#include "clock_rows.h"
#include "duplicate_keys.h"
#include "events.h"

#include <optional>
#include <utility>

namespace sambung::store {

CaseRow worked_on(Sql& sql, CaseRow row) {
    constexpr int most_steps = 8;  // a case merged into one that was merged later
    for (int step = 0; step < most_steps && row.status == cases::Status::merged; ++step) {
        Query next = sql.query("SELECT dup_of FROM cases WHERE id = ? AND dup_of IS NOT NULL", row.id);
        if (!next.next()) break;
        std::optional<CaseRow> older = case_by_id(sql, next.integer(0));
        if (!older) break;
        row = std::move(*older);
    }
    return row;
}

std::vector<CaseRow> merged_into(Sql& sql, const CaseRow& row) {
    std::vector<std::int64_t> ids;
    for (Query found = sql.query(
             "SELECT id FROM cases WHERE dup_of = ? AND status = 'merged' AND key IS NOT NULL ORDER BY id", row.id);
         found.next();)
        ids.push_back(found.integer(0));
    std::vector<CaseRow> merged;
    for (const std::int64_t id : ids)
        if (std::optional<CaseRow> one = case_by_id(sql, id)) merged.push_back(std::move(*one));
    return merged;
}

std::vector<CaseRow> all_merged_into(Sql& sql, const CaseRow& row) {
    constexpr std::size_t most = 64;
    std::vector<CaseRow> all = merged_into(sql, row);
    for (std::size_t i = 0; i < all.size() && all.size() < most; ++i)
        for (CaseRow& one : merged_into(sql, all[i])) all.push_back(std::move(one));
    return all;
}

void stand_alone(Clerk& clerk, CaseRow& row, std::string_view actor) {
    set_status(clerk, row, cases::Status::triaged);
    row.status = cases::Status::triaged;
    clerk.sql.run("UPDATE cases SET dup_of = NULL, ended = NULL, asked = NULL WHERE id = ?", row.id);
    const cases::Clock at_once = cases::start_until(cases::ClockKind::verify, {}, clerk.now, clerk.now);
    insert_clock(clerk, row.id, std::nullopt, at_once, clerk.now);
    look_again(clerk, row.id);
    append_event(clerk, {"case.unmerged", actor, row.id});
}

void release_merged(Clerk& clerk, const CaseRow& row) {
    for (CaseRow& one : merged_into(clerk.sql, row)) stand_alone(clerk, one, "system");
}

}  // namespace sambung::store
