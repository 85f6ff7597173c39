// HAPUS and BATAL HAPUS. Whoever holds the phone learns nothing of a restricted case: it asks a person like an urgent
// one, but the answer is as if it were not there.
#include "desk.h"
#include "erasing.h"
#include "events.h"
#include "opening.h"
#include "wishes.h"

#include <vector>

namespace sambung::store {

namespace {

std::vector<CaseRow> cases_of(Sql& sql, PersonId person) {
    std::vector<std::int64_t> ids;
    for (Query row = sql.query("SELECT id FROM cases WHERE person = ? AND key IS NOT NULL ORDER BY id", person);
         row.next();)
        ids.push_back(row.integer(0));
    std::vector<CaseRow> rows;
    for (const std::int64_t id : ids) rows.push_back(existing(sql, id));
    return rows;
}

// A line of the erasure list, unless one is undecided already.
void list_case(Clerk& clerk, const CaseRow& row, cases::EraseRule rule, TimePoint due) {
    const bool waits = rule == cases::EraseRule::erases;
    const int listed = clerk.sql.run(
        "INSERT INTO erasures (case_id, reason, state, asked, due, actor) VALUES (?, 'asked', ?, ?, ?, 'citizen')"
        " ON CONFLICT DO NOTHING",
        row.id, name(waits ? ErasureState::waiting : ErasureState::asks_person), clerk.now,
        waits ? std::optional{due} : std::nullopt);
    if (listed == 0) return;
    const std::string_view then = waits ? "erases" : "asks_person";
    append_event(clerk, {"case.erase_asked", "citizen", row.id, Meta{}.add("then", then).json()});
}

void list_person(Clerk& clerk, PersonId person, TimePoint due) {
    clerk.person_key(person);  // so that there is a row
    clerk.sql.run(
        "INSERT INTO erasures (person, reason, state, asked, due, actor) VALUES (?, 'asked', 'waiting', ?, ?, "
        "'citizen') ON CONFLICT DO NOTHING",
        person, clerk.now, due);
    // Asked anew after its time has come: it waits again, as it does for whoever has nothing to hide.
    clerk.sql.run(
        "UPDATE erasures SET state = 'waiting', asked = ?2, due = ?3 WHERE person = ?1 AND state = 'asks_person'",
        person, clerk.now, due);
}

std::vector<std::int64_t> undecided_cases(Sql& sql, PersonId person) {
    std::vector<std::int64_t> ids;
    for (Query row = sql.query("SELECT case_id FROM erasures WHERE state IN ('waiting', 'asks_person')"
                               " AND case_id IN (SELECT id FROM cases WHERE person = ?)",
                               person);
         row.next();)
        ids.push_back(row.integer(0));
    return ids;
}

}  // namespace

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Erase& wish) {
    const TimePoint due = clerk.now + cases::erasure_clock;
    bool asks = false;
    for (const CaseRow& row : cases_of(clerk.sql, grant.person)) {
        const cases::EraseRule rule = cases::erase_rule(row.urgency, is_sensitive(office, row), row.status);
        list_case(clerk, row, rule, due);
        asks = asks || (rule == cases::EraseRule::asks_person && !row.restricted);
    }
    list_person(clerk, grant.person, due);
    append_event(clerk, {"person.erase_asked", "citizen", std::nullopt});
    Outcome outcome = asks ? fulfil(clerk, office, grant, wish.ask) : granted_without_case(Granted::ok);
    outcome.granted = asks ? Granted::asked_person : Granted::ok;
    outcome.due = due;
    return outcome;
}

Outcome fulfil(Clerk& clerk, const cases::Office&, const Grant& grant, const KeepData&) {
    for (const std::int64_t id : undecided_cases(clerk.sql, grant.person)) {
        clerk.sql.run(
            "UPDATE erasures SET state = 'stopped', done = ?2, actor = 'citizen' WHERE case_id = ?1"
            " AND state IN ('waiting', 'asks_person')",
            id, clerk.now);
        append_event(clerk, {"case.erase_stopped", "citizen", id});
    }
    // Only what still waits is told to have been stopped: that something hidden asks a person is nobody's to learn
    // here.
    const int stopped = clerk.sql.run(
        "UPDATE erasures SET state = 'stopped', done = ?2, actor = 'citizen' WHERE person = ?1 AND state = 'waiting'",
        grant.person, clerk.now);
    clerk.sql.run(
        "UPDATE erasures SET state = 'stopped', done = ?2, actor = 'citizen' WHERE person = ?1"
        " AND state = 'asks_person'",
        grant.person, clerk.now);
    return granted_without_case(stopped > 0 ? Granted::ok : Granted::not_found);
}

}  // namespace sambung::store
