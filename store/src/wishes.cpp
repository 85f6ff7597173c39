#include "wishes.h"

#include "case_rows.h"
#include "case_steps.h"
#include "events.h"
#include "grants.h"
#include "media.h"
#include "merged_cases.h"
#include "outbox.h"
#include "questioning.h"
#include "referring.h"
#include "telling.h"

#include <utility>
#include <variant>

namespace sambung::store {

namespace {

// A finished case is nobody's work any more: words added to it would not be read.
bool takes_notes(cases::Status status) {
    switch (status) {
        case cases::Status::filed:
        case cases::Status::need_info:
        case cases::Status::triaged:
        case cases::Status::referred:
        case cases::Status::in_progress:
        case cases::Status::on_hold:
        case cases::Status::resolved:
            return true;
        case cases::Status::closed:
        case cases::Status::cancelled:
        case cases::Status::merged:
            return false;
    }
    std::unreachable();
}

}  // namespace

Outcome granted_about(const CaseRow& row, Granted granted, std::string check_digits) {
    return {.granted = granted,
            .ticket = row.ticket,
            .check_digits = std::move(check_digits),
            .urgency = row.urgency,
            .unit = row.unit,
            .due = row.due,
            .resume = {},
            .repeated = false,
            .restricted = row.restricted,
            .quiet = row.quiet,
            .task = row.task};
}

Outcome granted_without_case(Granted granted) {
    Outcome outcome;
    outcome.granted = granted;
    return outcome;
}

void take_words(const Desk& desk, const CaseRow& row, const WishKey& wish, std::string_view words) {
    add_note(desk.clerk, row, wish, words);
    append_event(desk.clerk, {"case.note_added", "citizen", row.id});
    CaseRow answered = row;
    end_question(desk, answered);
}

Outcome grant_wish(Clerk& clerk, const cases::Office& office, const Grant& grant) {
    if (std::optional<Outcome> before = granted_before(clerk.sql, clerk.keys, grant.key)) return std::move(*before);
    Outcome outcome = std::visit([&](const auto& wish) { return fulfil(clerk, office, grant, wish); }, grant.wish);
    want_media(clerk, grant, outcome);
    if (outcome.ticket && outcome.task == 0) outcome.task = open_task(clerk.sql, *outcome.ticket, outcome.unit);
    outcome.resume = grant.resume;
    remember_grant(clerk, grant, outcome);
    if (grant.announce) enqueue_outbound(clerk, grant.announce(outcome));
    return outcome;
}

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Cancel& wish) {
    std::optional<CaseRow> row = own_case(clerk.sql, grant.person, wish.ticket);
    if (!row) return granted_without_case(Granted::not_found);
    if (row->restricted) {  // whoever holds the phone learns nothing, and somebody who knows the ticket may be forced
        append_event(clerk, {"case.cancel_asked", "citizen", row->id});
        return granted_without_case(Granted::not_found);
    }
    const cases::CancelRule rule = cases::cancel_rule(row->urgency, row->status);
    const bool may = rule != cases::CancelRule::cancels || !is_sensitive(office, *row);
    switch (may ? rule : cases::CancelRule::asks_person) {
        case cases::CancelRule::cancels:
            if (!take_step({clerk, office, grant.herald}, *row, cases::Status::cancelled, cases::Actor::citizen))
                return granted_about(*row, Granted::too_late);
            relieve_others({clerk, office, grant.herald}, *row, 0, cases::ReferralStatus::withdrawn);
            return granted_about(*row, Granted::ok);
        case cases::CancelRule::asks_person:
            append_event(clerk, {"case.cancel_asked", "citizen", row->id});
            return granted_about(*row, Granted::asked_person);
        case cases::CancelRule::too_late:
            return granted_about(*row, Granted::too_late);
    }
    std::unreachable();
}

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const AddNote& wish) {
    const std::optional<CaseRow> row = own_case(clerk.sql, grant.person, wish.ticket);
    if (!row) return granted_without_case(Granted::not_found);
    const CaseRow read = worked_on(clerk.sql, *row);
    if (!takes_notes(read.status) || read.wrapped_key.empty()) return granted_about(*row, Granted::too_late);
    take_words({clerk, office, grant.herald}, read, grant.key, wish.words);
    tell_of_more({clerk, office, grant.herald}, read);
    return granted_about(*row, Granted::ok);
}

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const AnswerQuestion& wish) {
    const std::optional<CaseRow> row = questioned_case(clerk.sql, grant.person, clerk.now);
    if (!row || row->wrapped_key.empty()) return granted_without_case(Granted::not_found);
    const Desk desk{clerk, office, grant.herald};
    take_words(desk, *row, grant.key, wish.words);
    tell_of_more(desk, *row);
    return granted_about(*row, Granted::ok);
}

// Not about a case, and the log names nobody: the row of the person says who.
Outcome fulfil(Clerk& clerk, const cases::Office&, const Grant& grant, const OptOut&) {
    clerk.person_key(grant.person);  // so that there is a row
    clerk.sql.run("UPDATE persons SET opted_out = ? WHERE id = ? AND opted_out IS NULL", clerk.now, grant.person);
    append_event(clerk, {"person.opted_out", "citizen", std::nullopt});
    return granted_without_case(Granted::ok);
}

}  // namespace sambung::store
