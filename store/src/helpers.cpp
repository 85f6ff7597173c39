#include "helpers.h"

#include "events.h"

namespace sambung::store {

namespace {

std::string place_of(PersonId person, std::string_view role, std::string_view area) {
    return "helpers.name:" + std::to_string(person.value) + ':' + std::string{role} + ':' + std::string{area};
}

}  // namespace

void add_helpers(Clerk& clerk, const std::vector<Helper>& helpers) {
    for (const Helper& one : helpers) {
        const std::optional<std::string> name =
            seal_text(clerk.person_key(one.person), one.name, place_of(one.person, one.role, one.area));
        clerk.sql.run(
            "INSERT INTO helpers (person, role, area, since, until, name) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (person, role, area) DO UPDATE SET until = excluded.until, name = excluded.name",
            one.person, one.role, one.area, clerk.now, one.until, as_blob(name));
    }
    const auto count = static_cast<std::int64_t>(helpers.size());
    append_event(clerk, {"helpers.added", "system", std::nullopt, Meta{}.add("count", count).json()});
}

bool remove_helper(Clerk& clerk, PersonId person) {
    const int removed = clerk.sql.run(
        "UPDATE helpers SET until = ?2 WHERE person = ?1 AND (until IS NULL OR until > ?2)", person, clerk.now);
    if (removed == 0) return false;
    append_event(clerk, {"helpers.removed", "system", std::nullopt});
    return true;
}

std::vector<Helper> find_helper(Sql& sql, const Keys& keys, PersonId person, TimePoint now) {
    std::vector<Helper> found;
    const std::optional<SecretKey> key = person_key(sql, keys, person);
    for (Query row = sql.query("SELECT role, area, until, name FROM helpers WHERE person = ?1 AND since <= ?2 AND"
                               " (until IS NULL OR until > ?2) ORDER BY id",
                               person, now);
         row.next();) {
        Helper one{.person = person, .name = {}, .role = std::string{row.text(0)}, .area = std::string{row.text(1)}};
        if (!row.null(2)) one.until = row.time(2);
        if (key && !row.null(3)) one.name = open_sealed(*key, row.blob(3), place_of(person, one.role, one.area));
        found.push_back(std::move(one));
    }
    return found;
}

std::vector<PersonId> current_helpers(Sql& sql, TimePoint now) {
    std::vector<PersonId> current;
    for (Query row =
             sql.query("SELECT DISTINCT person FROM helpers WHERE since <= ?1 AND (until IS NULL OR until > ?1)", now);
         row.next();)
        current.push_back(row.person(0));
    return current;
}

bool is_helper(Sql& sql, PersonId person, TimePoint now) {
    return sql
        .query("SELECT 1 FROM helpers WHERE person = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)", person, now)
        .next();
}

}  // namespace sambung::store
