// The row that says who serves sessions, and the sessions that wait in SQL to go back to Redis.
#include "sessions_sql.h"
#include "sql.h"

namespace sambung::store {

namespace {

constexpr std::string_view one_stray =
    "SELECT person, revision, sealed, seen, expires_at, due_at FROM sessions WHERE person = ?";
constexpr std::string_view first_strays =
    "SELECT person, revision, sealed, seen, expires_at, due_at FROM sessions ORDER BY person LIMIT ?";
constexpr std::string_view next_strays =
    "SELECT person, revision, sealed, seen, expires_at, due_at FROM sessions WHERE person > ? ORDER BY person LIMIT ?";

Stray stray(const Query& row) {
    Stray found{.person = row.person(0),
                .session = {.revision = static_cast<std::uint64_t>(row.integer(1)),
                            .sealed = std::string{row.blob(2)},
                            .events = EventRing{row.blob(3)}},
                .expires = row.time(4),
                .due = std::nullopt};
    if (!row.null(5)) found.due = row.time(5);
    return found;
}

}  // namespace

Task<Result<SwitchView>> read_switch(Database& database) {
    const Result<SwitchView> view = co_await database.read([](Sql& sql) -> Result<SwitchView> {
        Query row = sql.query("SELECT on_sql, EXISTS (SELECT 1 FROM sessions) FROM session_switch WHERE id = 1");
        if (!row.next()) return SwitchView{};
        return SwitchView{.on_sql = row.integer(0) != 0, .strays = row.integer(1) != 0};
    });
    co_return view;
}

Task<Result<>> set_switch(Database& database, SwitchView to, TimePoint now) {
    const Result<> done = co_await database.write(Lane::ordinary, [to, now](Sql& sql) -> Result<> {
        sql.run(
            "UPDATE session_switch SET on_sql = ?, since = ?, generation = generation + 1 WHERE id = 1 AND on_sql <> ?",
            to.on_sql ? 1 : 0, now, to.on_sql ? 1 : 0);
        return {};
    });
    co_return done;
}

Task<Result<std::optional<Stray>>> find_stray(Database& database, PersonId person) {
    Result<std::optional<Stray>> found = co_await database.read([person](Sql& sql) -> Result<std::optional<Stray>> {
        Query row = sql.query(one_stray, person);
        if (!row.next()) return std::nullopt;
        return stray(row);
    });
    co_return found;
}

Task<Result<std::vector<Stray>>> list_strays(Database& database, std::optional<PersonId> after, int most) {
    Result<std::vector<Stray>> page = co_await database.read([after, most](Sql& sql) -> Result<std::vector<Stray>> {
        std::vector<Stray> strays;
        Query row = after ? sql.query(next_strays, *after, most) : sql.query(first_strays, most);
        while (row.next()) strays.push_back(stray(row));
        return strays;
    });
    co_return page;
}

Task<Result<>> forget_strays(Database& database, std::vector<std::pair<PersonId, std::uint64_t>> read) {
    if (read.empty()) co_return Result<>{};
    const Result<> done = co_await database.write(Lane::ordinary, [read = std::move(read)](Sql& sql) -> Result<> {
        for (const auto& [person, revision] : read)
            sql.run("DELETE FROM sessions WHERE person = ? AND revision = ?", person, revision);
        return {};
    });
    co_return done;
}

}  // namespace sambung::store
