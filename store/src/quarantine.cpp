#include "quarantine.h"

#include "outbox.h"

namespace sambung::store {

Result<> hold_inbound(Clerk& clerk, std::int64_t id, const std::optional<NewOutbound>& reply) {
    if (clerk.sql.run("UPDATE inbox SET held = ? WHERE id = ? AND done IS NULL", clerk.now, id) > 0) {
        if (reply) enqueue_outbound(clerk, {*reply});
        return {};
    }
    if (clerk.sql.query("SELECT 1 FROM inbox WHERE id = ?", id).next()) return {};
    return fail(Errc::not_found, "no such inbox item");
}

std::vector<HeldMessages> held_messages(Sql& sql) {
    std::vector<HeldMessages> all;
    for (Query row = sql.query("SELECT person, channel, count(*), min(received), max(received) FROM inbox"
                               " WHERE held IS NOT NULL GROUP BY person, channel ORDER BY min(received)");
         row.next();)
        all.push_back({row.person(0), std::string{row.text(1)}, row.integer(2), row.time(3), row.time(4)});
    return all;
}

int release_held(Sql& sql, const HeldChoice& which, TimePoint now) {
    return sql.run(
        "UPDATE inbox SET held = NULL, released = ?3, lease_until = ?3 WHERE held IS NOT NULL"
        " AND (?1 IS NULL OR person = ?1) AND (?2 IS NULL OR channel = ?2)",
        which.person, which.channel, now);
}

int discard_held(Sql& sql, const HeldChoice& which, TimePoint now) {
    return sql.run(
        "UPDATE inbox SET held = NULL, payload = NULL, done = ?3 WHERE held IS NOT NULL"
        " AND (?1 IS NULL OR person = ?1) AND (?2 IS NULL OR channel = ?2)",
        which.person, which.channel, now);
}

}  // namespace sambung::store
