#include "silence.h"

#include "events.h"
#include "wishes.h"

namespace sambung::store {

namespace {

Language language_of(Sql& sql, PersonId person) {
    Query row = sql.query("SELECT language FROM persons WHERE id = ?", person);
    return row.next() ? language_from(row.text(0)).value_or(Language::id) : Language::id;
}

}  // namespace

void set_silent(Clerk& clerk, PersonId person, TimePoint until) {
    clerk.person_key(person);  // so that there is a row
    clerk.sql.run("UPDATE persons SET silent_until = ?2 WHERE id = ?1", person, until);
    append_event(clerk, {until > clerk.now ? "conversation.taken_over" : "conversation.given_back", "system", {}});
}

std::optional<TimePoint> silent_until(Sql& sql, PersonId person, TimePoint now) {
    Query row = sql.query("SELECT silent_until FROM persons WHERE id = ? AND silent_until > ?", person, now);
    return row.next() ? std::optional{row.time(0)} : std::nullopt;
}

Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Listen& wish) {
    if (const std::optional<CaseRow> row = newest_open_case(clerk.sql, grant.person)) {
        take_words({clerk, office, grant.herald}, *row, grant.key, wish.words);
        return granted_about(*row, Granted::ok);
    }
    const HandOver call_back{.draft = wish.draft,
                             .words = wish.words,
                             .reason = "taken_over",
                             .language = language_of(clerk.sql, grant.person)};
    return fulfil(clerk, office, grant, call_back);
}

}  // namespace sambung::store
