#include "erasing.h"

#include "duplicate_keys.h"
#include "events.h"
#include "media.h"
#include "merged_cases.h"
#include "referral_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace sambung::store {

namespace {

// ?1 the case. The hash of the check digits may not be empty, so it becomes one that no digits have.
constexpr std::array<std::string_view, 7> of_a_case{
    "UPDATE cases SET key = NULL, address = NULL, place = NULL, story = NULL, nik = NULL, phone = NULL, intake = NULL,"
    " nik_index = NULL, phone_index = NULL, same_hash = NULL, contact = NULL, check_hash = randomblob(16),"
    " version = version + 1 WHERE id = ?1",
    "UPDATE notes SET words = NULL WHERE case_id = ?1",
    // Who has a bed has it until they go.
    "UPDATE register SET details = NULL, details_due = NULL, follow_up = NULL WHERE case_id = ?1",
    // The house keeps its funder; whom it belongs to is gone.
    "UPDATE house_rows SET key = NULL, owner = NULL, address = NULL, place = NULL WHERE case_id = ?1",
    // What was granted about it holds the conversation.
    "UPDATE grants SET sealed = x'' WHERE person = (SELECT person FROM cases WHERE id = ?1)"
    " AND ticket = (SELECT ticket FROM cases WHERE id = ?1)",
    "DELETE FROM outbox_parts WHERE outbox IN (SELECT id FROM outbox WHERE about = ?1 AND ready IS NOT NULL)",
    "UPDATE outbox SET payload = NULL, code = CASE WHEN ready IS NULL THEN code ELSE 'erased' END,"
    " state = CASE WHEN ready IS NULL THEN state ELSE 'failed' END, ready = NULL WHERE about = ?1",
};

// ?1 the person. Their wish to hear no more stays: it is kept under the keyed hash of a number that is nowhere else.
constexpr std::array<std::string_view, 8> of_a_person{
    "UPDATE persons SET key = NULL, language = NULL, contact = NULL, silent_until = NULL WHERE id = ?1",
    "UPDATE grants SET sealed = x'' WHERE person = ?1",
    "DELETE FROM drafts WHERE case_id IS NULL AND person = ?1",
    "DELETE FROM aliases WHERE person = ?1",
    "DELETE FROM sessions WHERE person = ?1",
    "DELETE FROM rate_limits WHERE person = ?1",
    // By channel, since the index of what waits begins with it.
    "WITH RECURSIVE channels (name) AS (SELECT min(channel) FROM outbox WHERE ready IS NOT NULL UNION ALL"
    " SELECT (SELECT min(channel) FROM outbox WHERE ready IS NOT NULL AND channel > name) FROM channels"
    " WHERE name IS NOT NULL)"
    " UPDATE outbox SET payload = NULL, state = 'failed', code = 'erased', ready = NULL"
    " WHERE channel IN (SELECT name FROM channels) AND person = ?1 AND ready IS NOT NULL",
    "UPDATE outbox SET payload = NULL WHERE payload IS NOT NULL AND ready IS NULL AND person = ?1",
};

constexpr std::string_view still_needed =
    "SELECT EXISTS (SELECT 1 FROM cases WHERE person = ?1 AND key IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM inbox WHERE done IS NULL AND person = ?1)"
    " OR EXISTS (SELECT 1 FROM helpers WHERE person = ?1)"
    // An officer's phone: what waits for it is about other people.
    " OR EXISTS (SELECT 1 FROM outbox JOIN cases ON cases.id = outbox.about WHERE outbox.person = ?1"
    " AND outbox.ready IS NOT NULL AND cases.person <> ?1)";

PersonId person_of(Sql& sql, std::int64_t case_id) {
    Query row = sql.query("SELECT person FROM cases WHERE id = ?", case_id);
    return row.next() ? row.person(0) : PersonId{};
}

struct Erased {  // one of them
    std::optional<std::int64_t> case_id = {};
    std::optional<PersonId> person = {};
};

// What was asked for is done by whoever did it; what nobody asked for becomes a line of its own.
void note_erased(Clerk& clerk, const Erased& what, const ErasedBy& by) {
    constexpr std::string_view of_case =
        "UPDATE erasures SET state = 'done', done = ?2, actor = ?3 WHERE case_id = ?1"
        " AND state IN ('waiting', 'asks_person')";
    constexpr std::string_view of_person =
        "UPDATE erasures SET state = 'done', done = ?2, actor = ?3 WHERE person = ?1"
        " AND state IN ('waiting', 'asks_person')";
    const int asked = what.case_id ? clerk.sql.run(of_case, *what.case_id, clerk.now, by.actor)
                                   : clerk.sql.run(of_person, *what.person, clerk.now, by.actor);
    if (asked > 0) return;
    clerk.sql.run(
        "INSERT INTO erasures (case_id, person, reason, state, asked, due, done, actor)"
        " VALUES (?1, ?2, ?3, 'done', ?4, ?4, ?4, ?5)",
        what.case_id, what.person, name(by.reason), clerk.now, by.actor);
}

// The person first, then what else they write from.
std::vector<PersonId> addresses_of(Sql& sql, PersonId person) {
    std::vector<PersonId> all{person};
    for (Query row = sql.query("SELECT alias FROM aliases WHERE person = ?", person); row.next();)
        all.push_back(row.person(0));
    return all;
}

bool is_needed(Sql& sql, PersonId person) {
    Query row = sql.query(still_needed, person);
    return row.next() && row.integer(0) != 0;
}

void erase_address(Clerk& clerk, PersonId person, const ErasedBy& by) {
    for (const std::string_view statement : of_a_person) clerk.sql.run(statement, person);
    append_event(clerk, {"person.erased", by.actor, std::nullopt, Meta{}.add("reason", name(by.reason)).json()});
    note_erased(clerk, {.person = person}, by);
}

}  // namespace

bool may_erase(const CaseRow& row) {
    return cases::is_finished(row.status) ||
           cases::erase_rule(row.urgency, row.restricted, row.status) == cases::EraseRule::erases;
}

bool erase_case_rows(Clerk& clerk, const CaseRow& row, const ErasedBy& by) {
    if (row.wrapped_key.empty()) return false;
    if (!cases::is_finished(row.status)) {  // nobody can work on what nobody can read
        const cases::Status end = cases::is_open(row.status) ? cases::Status::cancelled : cases::Status::closed;
        set_status(clerk, row, end);
        if (end == cases::Status::cancelled) release_merged(clerk, row);
        append_event(clerk, {"case." + std::string{cases::name(end)}, by.actor, row.id,
                             Meta{}.add("from", cases::name(row.status)).json()});
    }
    stop_work_on(clerk, row.id);
    forget_dup_keys(clerk.sql, row.id);
    lose_media_of(clerk, row.id);
    for (const std::string_view statement : of_a_case) clerk.sql.run(statement, row.id);
    append_event(clerk, {"case.erased", by.actor, row.id, Meta{}.add("reason", name(by.reason)).json()});
    note_erased(clerk, {.case_id = row.id}, by);
    erase_person_rows(clerk, person_of(clerk.sql, row.id), by);
    return true;
}

bool erase_person_rows(Clerk& clerk, PersonId person, const ErasedBy& by) {
    const std::vector<PersonId> addresses = addresses_of(clerk.sql, person);
    if (std::ranges::any_of(addresses, [&](PersonId one) { return is_needed(clerk.sql, one); })) return false;
    for (const PersonId one : addresses)
        if (person_key(clerk.sql, clerk.keys, one)) erase_address(clerk, one, by);
    return true;
}

}  // namespace sambung::store
