// Drafts that become cases. The row of the draft decides between send and cancel: the first wins. Only danger outranks
// it: a draft that was dropped or filed can still ring.
#include "case_rows.h"
#include "events.h"
#include "wishes.h"

#include <utility>

namespace sambung::store {

namespace {

enum class DraftState { undecided, rung, filed, dropped };

struct Draft {
    DraftState state = DraftState::undecided;
    std::int64_t case_id = 0;
};

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

CaseRow existing(Sql& sql, std::int64_t id) {
    std::optional<CaseRow> row = case_by_id(sql, id);
    if (!row) throw SqlError(SQLITE_CONSTRAINT, "a draft's case is gone");
    return std::move(*row);
}

std::string meta_of(const cases::Report& report, const CaseRow& row, int rule) {
    return Meta{}
        .add("kind", cases::name(report.kind))
        .add("category", report.category)
        .add("area", report.area)
        .add("urgency", name(row.urgency))
        .add("unit", row.unit)
        .add("rule", rule)
        .json();
}

struct Subject {  // what is filed, and how
    Origin origin = Origin::draft;
    DraftId draft;
    Language language = Language::id;
    Urgency urgency = Urgency::p3;
    std::string_view event;
};

CaseRow open_case(Clerk& clerk, const cases::Office& office, const Grant& grant, const Subject& subject,
                  const cases::Report& report) {
    NewCase about{.origin = subject.origin,
                  .draft = subject.draft,
                  .event = grant.key.event,
                  .person = grant.person,
                  .channel = grant.channel,
                  .address = grant.address,
                  .language = subject.language,
                  .urgency = subject.urgency,
                  .decision = office.routing.route(office.input_of(report, subject.urgency, clerk.now)),
                  .due = office.calendar.answer_due(subject.urgency, clerk.now)};
    CaseRow row = insert_case(clerk, about, report);
    clerk.note_language(grant.person, subject.language);
    clerk.note_contact(grant.person, report.contact);
    append_event(clerk, {subject.event, "citizen", row.id, meta_of(report, row, about.decision.rule)});
    return row;
}

// The report was rung before it was finished: the same case, now with all that was said.
Outcome complete(Clerk& clerk, const Grant& grant, const File& wish, std::int64_t case_id) {
    CaseRow row = existing(clerk.sql, case_id);
    if (row.wrapped_key.empty()) return granted_about(row, Granted::already_filed);
    complete_case(clerk, row, wish.report);
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
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

// A danger sign about a case that was filed as less: the same case, now P0 and with the unit that P0 goes to.
Outcome raise(Clerk& clerk, const cases::Office& office, CaseRow row) {
    cases::Report report;
    report.kind = row.kind;
    report.category = row.category;
    report.area = row.area;
    report.danger = true;
    const cases::Decision decision = office.routing.route(office.input_of(report, Urgency::p0, clerk.now));
    Meta meta;
    meta.add("from", name(row.urgency))
        .add("from_unit", row.unit)
        .add("unit", decision.unit)
        .add("rule", decision.rule);
    append_event(clerk, {"case.raised", "citizen", row.id, meta.json()});
    row.urgency = Urgency::p0;
    row.unit = decision.unit;
    row.due = office.calendar.answer_due(Urgency::p0, clerk.now);
    clerk.sql.run(
        "UPDATE cases SET urgency = 0, unit = ?2, rule = ?3, why = ?4, routing_input = ?5, routing_trace = ?6, due = "
        "?7,"
        " changed = ?8, version = version + 1 WHERE id = ?1",
        row.id, row.unit, decision.rule, decision.why, decision.input, decision.trace, row.due, clerk.now);
    return granted_about(row, Granted::ok);
}

// What the form knew when it came to a person. A call-back is routed as one, so what was ticked is only told.
cases::Report call_back_of(const HandOver& wish, const Grant& grant) {
    cases::Report report = wish.about;
    report.kind = cases::Kind::call_back;
    report.story = wish.words;
    report.danger = false;
    if (report.phone.empty() && grant.address.starts_with('+')) report.phone = grant.address;
    if (!report.category.empty()) report.intake.emplace("category", std::exchange(report.category, {}));
    if (!report.area.empty()) report.intake.emplace("area", std::exchange(report.area, {}));
    return report;
}

// A conversation may turn secret after a person was asked for.
void note_secrecy(Clerk& clerk, const Grant& grant, const CaseRow& row, const cases::Report& report) {
    clerk.note_contact(grant.person, report.contact);
    if (!report.restricted && !report.quiet) return;
    clerk.sql.run("UPDATE cases SET restricted = max(restricted, ?2), quiet = max(quiet, ?3) WHERE id = ?1", row.id,
                  report.restricted, report.quiet);
}

}  // namespace

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const File& wish) {
    const Draft draft = find_draft(clerk.sql, wish.draft);
    switch (draft.state) {
        case DraftState::undecided:
            break;
        case DraftState::rung:
            return complete(clerk, grant, wish, draft.case_id);
        case DraftState::filed:
            return granted_about(existing(clerk.sql, draft.case_id), Granted::already_filed);
        case DraftState::dropped:
            return granted_without_case(Granted::dropped);
    }
    const Subject subject{Origin::draft, wish.draft, wish.language, cases::triage(wish.report), "case.filed"};
    const CaseRow row = open_case(clerk, office, grant, subject, wish.report);
    set_draft(clerk, wish.draft, grant.person, "filed", row.id);
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Ring& wish) {
    const Draft draft = find_draft(clerk.sql, wish.draft);
    if (draft.case_id != 0) {
        CaseRow row = existing(clerk.sql, draft.case_id);
        if (row.urgency == Urgency::p0) return granted_about(row, Granted::already_filed);
        return raise(clerk, office, std::move(row));
    }
    cases::Report report = wish.report;
    report.danger = true;
    const Subject subject{Origin::draft, wish.draft, wish.language, Urgency::p0, "case.rung"};
    const CaseRow row = open_case(clerk, office, grant, subject, report);
    set_draft(clerk, wish.draft, grant.person, "rung", row.id);
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
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

// One call-back a draft: asking again adds the words to it.
Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const HandOver& wish) {
    if (const std::optional<CaseRow> asked = case_asked_in(clerk.sql, wish.draft)) {
        const bool readable = !asked->wrapped_key.empty();
        if (readable && !wish.words.empty()) add_note(clerk, *asked, grant.key, wish.words);
        if (readable) note_secrecy(clerk, grant, *asked, wish.about);
        append_event(clerk, {"case.call_back_asked", "citizen", asked->id, Meta{}.add("reason", wish.reason).json()});
        return granted_about(*asked, Granted::ok);
    }
    const cases::Report report = call_back_of(wish, grant);
    const Subject subject{Origin::asked_in, wish.draft, wish.language, cases::triage(report), "case.filed"};
    const CaseRow row = open_case(clerk, office, grant, subject, report);
    append_event(clerk, {"case.call_back_asked", "citizen", row.id, Meta{}.add("reason", wish.reason).json()});
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

}  // namespace sambung::store
