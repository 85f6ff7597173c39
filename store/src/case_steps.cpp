#include "case_steps.h"

#include "call_rows.h"
#include "clock_rows.h"
#include "duplicate_keys.h"
#include "events.h"
#include "merged_cases.h"
#include "questioning.h"
#include "referral_rows.h"

#include <string>

namespace sambung::store {

namespace {

void stop_clocks(Clerk& clerk, const CaseRow& row) {
    for (ClockRow& one : clocks_of_case(clerk.sql, row.id)) {
        if (cases::may_run(one.clock.kind, row.status)) continue;
        one.clock = cases::stop(one.clock, clerk.now);
        update_clock(clerk, one, std::nullopt);
    }
}

// SELESAI 3 ends a unit's part, and reaches nothing for the citizen.
int passed_on(Sql& sql, const CaseRow& row, TimePoint began) {
    Query counted =
        sql.query("SELECT count(*) FROM referrals WHERE case_id = ? AND status = 'done' AND outcome = ? AND sent >= ?",
                  row.id, cases::name(cases::Ending::passed_on), began);
    return counted.next() ? static_cast<int>(counted.integer(0)) : 0;
}

void count_referrals(Clerk& clerk, const CaseRow& row, cases::Facts& facts) {
    const TimePoint began = life_began(clerk.sql, row.id);
    for (const ReferralRow& one : referrals_of(clerk.sql, row.id)) {
        if (one.sent < began) continue;
        facts.open_referrals += cases::is_open(one.status) ? 1 : 0;
        facts.accepted_referrals += one.status == cases::ReferralStatus::accepted ? 1 : 0;
        facts.done_referrals += one.status == cases::ReferralStatus::done ? 1 : 0;
    }
    facts.done_referrals -= passed_on(clerk.sql, row, began);
}

}  // namespace

cases::Facts facts_of(const Desk& desk, const CaseRow& row) {
    Clerk& clerk = desk.clerk;
    cases::Facts facts{.urgency = row.urgency, .sensitive = is_sensitive(desk.office, row), .now = clerk.now};
    Query found = clerk.sql.query(
        "SELECT (category <> '' OR story IS NOT NULL) AND (area <> '' OR place IS NOT NULL), ended, reopened FROM cases"
        " WHERE id = ?",
        row.id);
    if (found.next()) {
        facts.described = found.integer(0) != 0;
        if (!found.null(1)) facts.ended = found.time(1);
    }
    count_referrals(clerk, row, facts);
    const Asked asked = asked_about(clerk.sql, row.id, clerk.now);
    facts.asked = asked.open;
    facts.reminded = asked.over;
    return facts;
}

Result<cases::CaseStep> take_step(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor,
                                  const cases::Facts& facts) {
    Clerk& clerk = desk.clerk;
    const Result<cases::CaseStep> step = cases::step(row.status, to, actor, facts);
    if (!step) return step;
    const cases::Status from = row.status;
    set_status(clerk, row, to);
    row.status = to;
    const bool over = !cases::is_open(to);
    if (over || !cases::is_open(from))
        clerk.sql.run("UPDATE cases SET ended = ?2 WHERE id = ?1", row.id,
                      over ? std::optional{clerk.now} : std::nullopt);
    if (over && cases::is_open(from)) drop_dup_keys(clerk.sql, row.id);
    if (over) end_calls(clerk, row.id, "system");
    if (!over && !cases::is_open(from)) look_again(clerk, row.id);
    if (to == cases::Status::cancelled) release_merged(clerk, row);
    stop_clocks(clerk, row);
    append_event(clerk, {"case." + std::string{cases::name(to)}, cases::name(actor), row.id,
                         Meta{}.add("from", cases::name(from)).json()});
    return step;
}

Result<cases::CaseStep> take_step(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor) {
    return take_step(desk, row, to, actor, facts_of(desk, row));
}

void take_step_if_it_can(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor) {
    const cases::Facts facts = facts_of(desk, row);
    if (!cases::step(row.status, to, actor, facts)) return;
    const Result<cases::CaseStep> taken = take_step(desk, row, to, actor, facts);
    if (!taken) throw SqlError(SQLITE_CONSTRAINT, "a step that could be taken was not");
}

}  // namespace sambung::store
