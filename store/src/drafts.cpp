#include "drafts.h"

namespace sambung::store {

Draft find_draft(Sql& sql, const DraftId& id) {
    Query row = sql.query("SELECT state, case_id FROM drafts WHERE id = ?", id);
    if (!row.next()) return {};
    const std::string_view state = row.text(0);
    if (state == "rung") return {DraftState::rung, row.integer(1)};
    if (state == "filed") return {DraftState::filed, row.integer(1)};
    return {state == "dropped" ? DraftState::dropped : DraftState::undecided, 0};
}

void set_draft(Clerk& clerk, const DraftId& id, PersonId person, std::string_view state,
               std::optional<std::int64_t> case_id) {
    clerk.sql.run(
        "INSERT INTO drafts (id, person, state, case_id, changed) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET state = excluded.state, case_id = excluded.case_id, changed = "
        "excluded.changed",
        id, person, state, case_id, clerk.now);
}

}  // namespace sambung::store
