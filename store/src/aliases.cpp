#include "aliases.h"

#include "case_rows.h"

#include <vector>

namespace sambung::store {

namespace {

struct OwnCase {
    std::int64_t id = 0;
    Ticket ticket;
    std::string sealed_address;
};

std::vector<OwnCase> cases_of(Sql& sql, PersonId person) {
    std::vector<OwnCase> all;
    for (Query row = sql.query("SELECT id, ticket, address FROM cases WHERE person = ?", person); row.next();)
        if (const std::optional<Ticket> ticket = Ticket::parse(row.text(1)))
            all.push_back({row.integer(0), *ticket, std::string{row.blob(2)}});
    return all;
}

// What cannot be opened any more goes with the case as it is: nobody can write there.
void give_case(Clerk& clerk, const OwnCase& own, const std::optional<SecretKey>& from, PersonId to) {
    std::optional<std::string> address;
    if (from && !own.sealed_address.empty())
        if (Result<std::string> opened = address_in(*from, own.ticket, own.sealed_address))
            address = seal_address(clerk.person_key(to), own.ticket, *opened);
    clerk.sql.run("UPDATE cases SET person = ?2, address = ?3 WHERE id = ?1", own.id, to, as_blob(address));
}

// Of two wishes the stricter, for both: what waits to be sent may still bear the alias.
void share_wishes(Sql& sql, PersonId alias, PersonId person) {
    constexpr std::string_view stricter =
        "UPDATE persons SET opted_out = coalesce(persons.opted_out, other.opted_out),"
        " contact = CASE WHEN 'never' IN (persons.contact, other.contact) THEN 'never'"
        " WHEN 'later' IN (persons.contact, other.contact) THEN 'later'"
        " ELSE coalesce(persons.contact, other.contact) END,"
        " silent_until = nullif(max(coalesce(persons.silent_until, 0), coalesce(other.silent_until, 0)), 0)"
        " FROM persons AS other WHERE persons.id = ?1 AND other.id = ?2";
    sql.run(stricter, person, alias);
    sql.run(stricter, alias, person);
}

// HAPUS from either address is of both: one line of the list, at the earlier day, that BATAL HAPUS finds.
void hand_over_erasure(Clerk& clerk, PersonId alias, PersonId person) {
    clerk.sql.run(
        "UPDATE erasures SET state = 'waiting',"
        " due = min(coalesce(erasures.due, other.due), other.due)"
        " FROM erasures AS other WHERE erasures.person = ?2 AND erasures.state IN ('waiting', 'asks_person')"
        " AND other.person = ?1 AND other.state = 'waiting'",
        alias, person);
    clerk.sql.run("UPDATE OR IGNORE erasures SET person = ?2 WHERE person = ?1 AND state IN ('waiting', 'asks_person')",
                  alias, person);
    clerk.sql.run(
        "UPDATE erasures SET state = 'stopped', done = ?2, actor = 'system' WHERE person = ?1"
        " AND state IN ('waiting', 'asks_person')",
        alias, clerk.now);
}

}  // namespace

PersonId canonical(Sql& sql, PersonId person) {
    Query row = sql.query("SELECT person FROM aliases WHERE alias = ?", person);
    return row.next() ? row.person(0) : person;
}

void link(Clerk& clerk, PersonId alias, PersonId person) {
    if (alias == person || canonical(clerk.sql, alias) == person) return;
    clerk.person_key(person);  // so that there is a row to refer to
    clerk.sql.run(
        "INSERT INTO aliases (alias, person, since) VALUES (?, ?, ?)"
        " ON CONFLICT (alias) DO UPDATE SET person = excluded.person, since = excluded.since",
        alias, person, clerk.now);
    const std::optional<SecretKey> old_key = person_key(clerk.sql, clerk.keys, alias);
    for (const OwnCase& own : cases_of(clerk.sql, alias)) give_case(clerk, own, old_key, person);
    share_wishes(clerk.sql, alias, person);
    hand_over_erasure(clerk, alias, person);
}

}  // namespace sambung::store
