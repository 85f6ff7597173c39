#include "call_rows.h"

#include "events.h"

namespace sambung::store {

bool open_call(Clerk& clerk, const Call& call) {
    if (clerk.sql.query("SELECT 1 FROM calls_due WHERE case_id = ? AND done IS NULL", call.case_id).next())
        return false;
    clerk.sql.run("INSERT INTO calls_due (case_id, referral, since) VALUES (?, ?, ?)", call.case_id, call.referral,
                  clerk.now);
    append_event(clerk, {"case.call_due", "system", call.case_id, Meta{}.add("unit", call.unit).json()});
    return true;
}

void end_calls(Clerk& clerk, std::int64_t case_id, std::string_view by) {
    clerk.sql.run("UPDATE calls_due SET done = ?2, by = ?3 WHERE case_id = ?1 AND done IS NULL", case_id, clerk.now,
                  by);
}

void end_calls_about(Clerk& clerk, std::int64_t referral) {
    clerk.sql.run("UPDATE calls_due SET done = ?2, by = 'system' WHERE referral = ?1 AND done IS NULL", referral,
                  clerk.now);
}

}  // namespace sambung::store
