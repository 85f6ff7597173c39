#include "quarantine.h"

#include "events.h"
#include "outbox.h"

namespace sambung::store {

namespace {

// ?1 to ?3: of whom, on which channel, held since then; ?4 now; ?5 how many.
int end_hold(Clerk& clerk, std::string_view statement, std::string_view event, const HeldChoice& which, int most) {
    const int ended = clerk.sql.run(statement, which.person, which.channel, which.since, clerk.now, most);
    if (ended > 0)
        append_event(clerk, {event, "office", std::nullopt, Meta{}.add("messages", std::to_string(ended)).json()});
    return ended;
}

}  // namespace

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

int release_held(Clerk& clerk, const HeldChoice& which, int most) {
    return end_hold(clerk,
                    "UPDATE inbox SET held = NULL, lease_until = ?4 WHERE id IN (SELECT id FROM inbox"
                    " WHERE held IS NOT NULL AND (?1 IS NULL OR person = ?1) AND (?2 IS NULL OR channel = ?2)"
                    " AND (?3 IS NULL OR held <= ?3) ORDER BY id LIMIT ?5)",
                    "inbox.released", which, most);
}

int discard_held(Clerk& clerk, const HeldChoice& which, int most) {
    return end_hold(clerk,
                    "UPDATE inbox SET held = NULL, payload = NULL, done = ?4 WHERE id IN (SELECT id FROM inbox"
                    " WHERE held IS NOT NULL AND (?1 IS NULL OR person = ?1) AND (?2 IS NULL OR channel = ?2)"
                    " AND (?3 IS NULL OR held <= ?3) ORDER BY id LIMIT ?5)",
                    "inbox.discarded", which, most);
}

}  // namespace sambung::store
