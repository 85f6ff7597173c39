// What citizens say of the end of a case: that it helped, or that it did not.
#include "case_steps.h"
#include "cases/clock.h"
#include "clock_rows.h"
#include "events.h"
#include "merged_cases.h"
#include "referring.h"
#include "telling.h"
#include "wishes.h"

namespace sambung::store {

namespace {

using cases::Actor;
using cases::Status;

constexpr int head_hears_from = 2;  // reopenings

std::optional<CaseRow> asked_case(Sql& sql, PersonId person) {
    Query row = sql.query(
        "SELECT id FROM cases WHERE person = ? AND asked IS NOT NULL AND status IN ('resolved', 'merged') AND "
        "restricted = 0"
        " ORDER BY asked DESC LIMIT 1",
        person);
    return row.next() ? case_by_id(sql, row.integer(0)) : std::nullopt;
}

void forget_question(Clerk& clerk, const CaseRow& row) {
    clerk.sql.run("UPDATE cases SET asked = NULL WHERE id = ?", row.id);
}

int times_reopened(Clerk& clerk, const CaseRow& row) {
    clerk.sql.run("UPDATE cases SET asked = NULL, ending = NULL, reopened = reopened + 1 WHERE id = ?", row.id);
    clerk.sql.run("UPDATE cases SET asked = NULL WHERE dup_of = ?", row.id);
    Query counted = clerk.sql.query("SELECT reopened FROM cases WHERE id = ?", row.id);
    return counted.next() ? static_cast<int>(counted.integer(0)) : 0;
}

// The unit that had it is asked again, with its time anew.
void ask_again(const Desk& desk, CaseRow& row, std::string_view event) {
    const int times = times_reopened(desk.clerk, row);
    append_event(desk.clerk, {event, "citizen", row.id, Meta{}.add("times", times).json()});
    const ReferralRow referral = refer(desk.clerk, desk.office, row, row.unit, Role::owner);
    row.task = referral.task;
    take_step_if_it_can(desk, row, Status::referred, Actor::system);
    tell_unit(desk, row, referral, ToUnit::What::asked);
    ask_beside_if_nobody(desk, row, referral.unit);
    if (times >= head_hears_from) tell_head(desk, row, referral);
}

// What it was merged into is gone: it is worked on by itself.
Outcome alone_again(Clerk& clerk, CaseRow own) {
    stand_alone(clerk, own, "citizen");
    return granted_about(own, Granted::ok);
}

}  // namespace

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Rate& wish) {
    const std::optional<CaseRow> own = asked_case(clerk.sql, grant.person);
    if (!own) return granted_without_case(Granted::not_found);
    const bool helped = wish.answer == Rate::Answer::yes;
    std::optional<CaseRow> row = worked_on(clerk.sql, *own);
    forget_question(clerk, *own);
    const bool merged = row->id != own->id;
    if (merged && cases::is_open(row->status)) return granted_about(*own, Granted::too_late);
    if (merged && !helped && row->wrapped_key.empty()) return alone_again(clerk, *own);
    // Of several reporters the one whose case it is closes it; any of them takes it up again.
    if (helped && merged) {
        append_event(clerk, {"case.rated", "citizen", row->id, Meta{}.add("helped", "yes").add("merged", 1).json()});
        return granted_about(*own, Granted::ok);
    }
    const auto step =
        take_step({clerk, office, grant.herald}, *row, helped ? Status::closed : Status::triaged, Actor::citizen);
    if (!step) return granted_about(*own, Granted::too_late);
    if (helped) {
        append_event(clerk, {"case.rated", "citizen", row->id, Meta{}.add("helped", "yes").json()});
    } else {
        ask_again({clerk, office, grant.herald}, *row,
                  wish.answer == Rate::Answer::partly ? "case.helped_in_part" : "case.not_helped");
    }
    return granted_about(*own, Granted::ok);
}

// Of a case in confidence nobody learns here that there is one.
Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Reopen& wish) {
    const std::optional<CaseRow> own = own_case(clerk.sql, grant.person, wish.ticket);
    if (!own) return granted_without_case(Granted::not_found);
    std::optional<CaseRow> row = worked_on(clerk.sql, *own);
    if (row->id != own->id && row->wrapped_key.empty() && !own->wrapped_key.empty()) return alone_again(clerk, *own);
    if (is_sensitive(office, *row) || row->wrapped_key.empty()) return granted_without_case(Granted::not_found);
    if (row->id != own->id && cases::is_open(row->status)) return granted_about(*own, Granted::too_late);
    const auto step = take_step({clerk, office, grant.herald}, *row, Status::triaged, Actor::citizen);
    if (!step) return granted_about(*own, Granted::too_late);
    ask_again({clerk, office, grant.herald}, *row, "case.reopened");
    return granted_about(*own, Granted::ok);
}

}  // namespace sambung::store
