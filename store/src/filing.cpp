// Drafts that become cases. The row of the draft decides between send and cancel: the first wins. Only danger outranks
// it: a draft that was dropped or filed can still ring.
#include "case_steps.h"
#include "consents.h"
#include "drafts.h"
#include "duplicate_keys.h"
#include "events.h"
#include "merged_cases.h"
#include "opening.h"
#include "repeats.h"
#include "telling.h"
#include "wishes.h"

#include <utility>

namespace sambung::store {

namespace {

// The report was rung before it was finished: the same case, now with all that was said.
Outcome complete(const Desk& desk, const Grant& grant, const File& wish, std::int64_t case_id) {
    Clerk& clerk = desk.clerk;
    CaseRow row = existing(clerk.sql, case_id);
    if (row.wrapped_key.empty()) return granted_about(row, Granted::already_filed);
    complete_case(clerk, row, wish.report, same_hash(clerk, wish.report));
    if (cases::is_open(row.status)) look_again(clerk, row.id);
    note_grounds(clerk, row.id, wish.report, row.urgency, grant.key.event);
    const bool now_in_confidence = !row.restricted && wish.report.restricted;
    row.restricted = row.restricted || wish.report.restricted;
    row.quiet = row.quiet || wish.report.quiet;
    set_draft(clerk, wish.draft, grant.person, "filed", case_id);
    clerk.note_language(grant.person, wish.language);
    clerk.note_contact(grant.person, wish.report.contact);
    const std::string meta = Meta{}
                                 .add("kind", cases::name(wish.report.kind))
                                 .add("category", wish.report.category)
                                 .add("area", wish.report.area)
                                 .json();
    append_event(clerk, {"case.completed", "citizen", row.id, meta});
    // It was merged meanwhile: what is told in confidence stands for itself again, of the rest whoever works on it
    // hears.
    if (row.status == cases::Status::merged && now_in_confidence) stand_alone(clerk, row, "citizen");
    if (row.status == cases::Status::merged) tell_of_more(desk, worked_on(clerk.sql, row));
    if (now_in_confidence) {
        const Outcome confided = confide(desk, grant.key.event, existing(clerk.sql, row.id));
        row.unit = confided.unit;
        row.task = confided.task;
    }
    // What came by the first sign of danger had no place.
    if (cases::is_open(row.status)) ask_first_eyes(desk, existing(clerk.sql, row.id));
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

}  // namespace

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const File& wish) {
    const Draft draft = find_draft(clerk.sql, wish.draft);
    switch (draft.state) {
        case DraftState::undecided:
            break;
        case DraftState::rung:
            return complete({clerk, office, grant.herald}, grant, wish, draft.case_id);
        case DraftState::filed:
            return granted_about(existing(clerk.sql, draft.case_id), Granted::already_filed);
        case DraftState::dropped:
            return granted_without_case(Granted::dropped);
    }
    const Subject subject{.origin = Origin::draft,
                          .draft = wish.draft,
                          .language = wish.language,
                          .urgency = office.urgency_of(wish.report, grant.now),
                          .event = "case.filed",
                          .same = same_hash(clerk, wish.report)};
    if (std::optional<Outcome> held = hold_back(clerk, office, grant, wish, subject)) return std::move(*held);
    const CaseRow row = open_case(clerk, office, grant, subject, wish.report);
    set_draft(clerk, wish.draft, grant.person, "filed", row.id);
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

namespace {

// The case that a draft became, if somebody can work on it: itself, the one that it was merged into, or itself taken up
// again, since danger does not ask what was finished.
std::optional<CaseRow> rung_for(const Desk& desk, std::int64_t case_id) {
    CaseRow row = worked_on(desk.clerk.sql, existing(desk.clerk.sql, case_id));
    if (row.wrapped_key.empty()) return std::nullopt;
    if (cases::is_open(row.status)) return row;
    if (!take_step(desk, row, cases::Status::triaged, cases::Actor::citizen)) return std::nullopt;
    desk.clerk.sql.run("UPDATE cases SET asked = NULL, ending = NULL, reopened = reopened + 1 WHERE id = ?", row.id);
    desk.clerk.sql.run("UPDATE cases SET asked = NULL WHERE dup_of = ?", row.id);
    append_event(desk.clerk, {"case.reopened", "citizen", row.id});
    return row;
}

}  // namespace

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Ring& wish) {
    const Desk desk{clerk, office, grant.herald};
    const Draft draft = find_draft(clerk.sql, wish.draft);
    if (draft.case_id != 0) {
        if (std::optional<CaseRow> row = rung_for(desk, draft.case_id)) {
            const bool rings_already = row->urgency == Urgency::p0 && row->status != cases::Status::triaged;
            if (rings_already) return granted_about(*row, Granted::already_filed);
            return raise(desk, grant.key.event, std::move(*row));
        }
    }
    cases::Report report = wish.report;
    report.danger = true;
    // What it became is gone: a case of its own.
    const DraftId own = draft.case_id == 0 ? wish.draft : clerk.keys.draft(grant.key.event);
    const Subject subject{Origin::draft, own, wish.language, Urgency::p0, "case.rung"};
    const CaseRow row = open_case(clerk, office, grant, subject, report);
    set_draft(clerk, own, grant.person, "rung", row.id);
    return granted_about(row, Granted::ok, check_digits(clerk.keys, own, row.ticket));
}

Outcome fulfil(Clerk& clerk, const cases::Office&, const Grant& grant, const Drop& wish) {
    const Draft draft = find_draft(clerk.sql, wish.draft);
    if (draft.case_id != 0) return granted_about(existing(clerk.sql, draft.case_id), Granted::already_filed);
    if (draft.state == DraftState::dropped) return granted_without_case(Granted::ok);
    clerk.person_key(grant.person);  // so that there is a row to refer to
    set_draft(clerk, wish.draft, grant.person, "dropped", std::nullopt);
    append_event(clerk, {"draft.dropped", "citizen", std::nullopt});
    return granted_without_case(Granted::ok);
}

}  // namespace sambung::store
