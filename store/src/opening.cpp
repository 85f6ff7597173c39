#include "opening.h"

#include "cases/same_report.h"
#include "consents.h"
#include "deciding.h"
#include "duplicate_keys.h"
#include "events.h"
#include "merged_cases.h"
#include "referring.h"
#include "telling.h"
#include "wishes.h"

#include <utility>

namespace sambung::store {

namespace {

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

}  // namespace

CaseRow existing(Sql& sql, std::int64_t id) {
    std::optional<CaseRow> row = case_by_id(sql, id);
    if (!row) throw SqlError(SQLITE_CONSTRAINT, "a draft's case is gone");
    return std::move(*row);
}

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
                  .decision = decide(clerk, office, report, subject.urgency),
                  .due = office.calendar.answer_due(subject.urgency, clerk.now),
                  .same = subject.same};
    CaseRow row = insert_case(clerk, about, report);
    note_decision(clerk, office, row.id, about.decision);
    note_dup_keys(clerk, row, report);
    clerk.note_language(grant.person, subject.language);
    clerk.note_contact(grant.person, report.contact);
    note_grounds(clerk, row.id, report, row.urgency, grant.key.event);
    append_event(clerk, {subject.event, "citizen", row.id, meta_of(report, row, about.decision.rule)});
    row.task = refer_new({clerk, office, grant.herald}, row);
    for (const std::string& unit : about.decision.also_notify) copy_to({clerk, office, grant.herald}, row, unit);
    ask_first_eyes({clerk, office, grant.herald}, row);
    return row;
}

Key128 same_hash(const Clerk& clerk, const cases::Report& report) {
    return clerk.keys.index("same", cases::same_words(report));
}

namespace {

// The same case, of that urgency, with the unit that it goes to now; who has it already goes on.
Outcome moved(const Desk& desk, const EventId& event, CaseRow row, Urgency urgency, std::string_view why) {
    Clerk& clerk = desk.clerk;
    cases::Report report;
    report.kind = row.kind;
    report.category = row.category;
    report.area = row.area;
    report.danger = urgency == Urgency::p0;
    report.restricted = row.restricted;
    const cases::Decision decision = decide(clerk, desk.office, report, urgency);
    Meta meta;
    meta.add("from", name(row.urgency))
        .add("from_unit", row.unit)
        .add("unit", decision.unit)
        .add("rule", decision.rule);
    note_grounds(clerk, row.id, report, urgency, event);
    append_event(clerk, {why, "citizen", row.id, meta.json()});
    row.urgency = urgency;
    row.unit = decision.unit;
    row.due = desk.office.calendar.answer_due(urgency, clerk.now);
    clerk.sql.run(
        "UPDATE cases SET urgency = ?9, unit = ?2, rule = ?3, why = ?4, routing_input = ?5, routing_trace = ?6, due = "
        "?7, changed = ?8, version = version + 1 WHERE id = ?1",
        row.id, row.unit, decision.rule, decision.why, decision.input, decision.trace, row.due, clerk.now,
        static_cast<int>(urgency));
    note_decision(clerk, desk.office, row.id, decision);
    if (row.restricted) release_merged(clerk, row);
    row.task = refer_anew(desk, row);
    for (const std::string& unit : decision.also_notify) copy_to(desk, row, unit);
    ask_first_eyes(desk, row);
    return granted_about(row, Granted::ok);
}

}  // namespace

Outcome raise(const Desk& desk, const EventId& event, CaseRow row) {
    return moved(desk, event, std::move(row), Urgency::p0, "case.raised");
}

Outcome confide(const Desk& desk, const EventId& event, CaseRow row) {
    const Urgency urgency = row.urgency;
    row.restricted = true;
    return moved(desk, event, std::move(row), urgency, "case.confided");
}

}  // namespace sambung::store
