#include "sessions_sql.h"

#include "sql.h"

#include <string>
#include <utility>

namespace sambung::store {

namespace {

constexpr int expired_at_once = 200;  // deleted by one claim, so that no item holds the writer for long

std::uint64_t revision(const Query& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

// The person's session, with revision 0 if there is none or it has expired.
StoredSession find(Sql& sql, PersonId person, TimePoint now) {
    Query row =
        sql.query("SELECT revision, sealed, seen FROM sessions WHERE person = ? AND expires_at > ?", person, now);
    if (!row.next()) return {};
    return {.revision = revision(row, 0), .sealed = std::string{row.blob(1)}, .events = EventRing{row.blob(2)}};
}

bool may_follow(const StoredSession& session, std::uint64_t expected, Arrivals arrivals) {
    if (session.revision == expected) return true;
    return arrivals == Arrivals::handed_over && session.revision < expected;
}

Committed put(Sql& sql, const SessionWrite& write, const std::string& sealed, Arrivals arrivals, TimePoint now) {
    StoredSession session = find(sql, write.person, now);
    if (session.events.holds(write.event)) return Committed::seen;
    if (!may_follow(session, write.expected, arrivals)) return Committed::conflict;
    session.events.add(write.event);
    sql.run(
        "INSERT INTO sessions (person, revision, sealed, seen, expires_at, due_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET revision = excluded.revision, sealed = excluded.sealed, seen = "
        "excluded.seen,"
        " expires_at = excluded.expires_at, due_at = excluded.due_at, lease_until = NULL",
        write.person, write.revision, Blob{sealed}, Blob{session.events.bytes()}, now + write.ttl, write.due);
    return Committed::written;
}

// Read first, on a reader: nothing is due most of the time, and a write costs a sync of the disk.
Result<bool> anything_to_claim(Sql& sql, TimePoint now, TimePoint clock_now) {
    Query row = sql.query(
        "SELECT EXISTS (SELECT 1 FROM sessions WHERE due_at <= ? AND coalesce(lease_until, 0) <= ?)"
        " OR EXISTS (SELECT 1 FROM sessions WHERE expires_at <= ?)",
        now, now, clock_now);
    return row.next() && row.integer(0) != 0;
}

Result<std::vector<PersonId>> claim(Sql& sql, TimePoint now, milliseconds lease, int most, TimePoint clock_now) {
    sql.run("DELETE FROM sessions WHERE person IN (SELECT person FROM sessions WHERE expires_at <= ? LIMIT ?)",
            clock_now, expired_at_once);
    std::vector<PersonId> claimed;
    Query row = sql.query(
        "UPDATE sessions SET lease_until = ? WHERE person IN (SELECT person FROM sessions WHERE due_at <= ?"
        " AND coalesce(lease_until, 0) <= ? AND expires_at > ? ORDER BY due_at LIMIT ?) RETURNING person",
        now + lease, now, now, clock_now, most);
    while (row.next()) claimed.push_back(row.person(0));
    return claimed;
}

Result<bool> charge(Sql& sql, PersonId person, const std::string& what, int limit, TimePoint window) {
    Query row = sql.query(
        "INSERT INTO rate_limits (person, what, window_start, used) VALUES (?, ?, ?, 1) ON CONFLICT (person, what) DO "
        "UPDATE"
        " SET used = iif(window_start = excluded.window_start, used + 1, 1), window_start = excluded.window_start "
        "RETURNING used",
        person, std::string_view{what}, window);
    const bool within = row.next() && row.integer(0) <= limit;
    while (row.next()) {
    }
    return within;
}

class SqlSessions final : public SessionStore {
 public:
    SqlSessions(Database& database, const Keys& keys, Clock now)
        : database_(database), keys_(keys), now_(std::move(now)) {}

    Task<Result<SessionRecord>> load(PersonId person, EventId event) override {
        return load_row(database_, keys_, person, event, now_());
    }
    Task<Result<Committed>> commit(SessionWrite write) override {
        return commit_row(database_, keys_, std::move(write), Arrivals::refused, now_());
    }
    Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) override {
        return claim_rows(database_, now, lease, most, now_());
    }
    Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                              TimePoint now) override {
        return charge_row(database_, person, std::string{what}, limit, window, now);
    }
    Task<Result<>> ping() override { return ping_rows(database_); }

 private:
    Database& database_;
    const Keys& keys_;
    Clock now_;
};

}  // namespace

Task<Result<SessionRecord>> load_row(Database& database, const Keys& keys, PersonId person, EventId event,
                                     TimePoint now) {
    const Result<StoredSession> stored =
        co_await database.read([person, now](Sql& sql) -> Result<StoredSession> { return find(sql, person, now); });
    if (!stored) co_return std::unexpected(stored.error());
    co_return open_session(keys, person, *stored, event);
}

Task<Result<Committed>> commit_row(Database& database, const Keys& keys, SessionWrite write, Arrivals arrivals,
                                   TimePoint now) {
    const auto fit = check(write);
    if (!fit) co_return std::unexpected(fit.error());
    std::string sealed = seal_session(keys, write.person, write.revision, write.body, write.reply);
    const Result<Committed> committed =
        co_await database.write(Lane::ordinary,
                                [write = std::move(write), sealed = std::move(sealed), arrivals, now](
                                    Sql& sql) -> Result<Committed> { return put(sql, write, sealed, arrivals, now); });
    co_return committed;
}

Task<Result<std::vector<PersonId>>> claim_rows(Database& database, TimePoint now, milliseconds lease, int most,
                                               TimePoint clock_now) {
    const Result<bool> anything =
        co_await database.read([now, clock_now](Sql& sql) { return anything_to_claim(sql, now, clock_now); });
    if (!anything) co_return std::unexpected(anything.error());
    if (!*anything || most <= 0) co_return std::vector<PersonId>{};
    Result<std::vector<PersonId>> claimed = co_await database.write(
        Lane::ordinary, [now, lease, most, clock_now](Sql& sql) { return claim(sql, now, lease, most, clock_now); });
    co_return claimed;
}

Task<Result<bool>> charge_row(Database& database, PersonId person, std::string what, int limit, seconds window,
                              TimePoint now) {
    const TimePoint start = window_start(now, window);
    const Result<bool> within = co_await database.write(
        Lane::ordinary,
        [person, what = std::move(what), limit, start](Sql& sql) { return charge(sql, person, what, limit, start); });
    co_return within;
}

// A real write, since a full disk still reads.
Task<Result<>> ping_rows(Database& database) {
    const Result<> written = co_await database.write(Lane::ordinary, [](Sql& sql) -> Result<> {
        sql.run("UPDATE session_switch SET since = since WHERE id = 1");
        return {};
    });
    co_return written;
}

std::unique_ptr<SessionStore> make_sql_sessions(Database& database, const Keys& keys, Clock now) {
    return std::make_unique<SqlSessions>(database, keys, std::move(now));
}

}  // namespace sambung::store
