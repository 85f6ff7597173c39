#include "store/calls.h"

#include "call_rows.h"
#include "case_rows.h"
#include "clerk.h"
#include "events.h"

#include <utility>

namespace sambung::store {

namespace {

constexpr std::chrono::hours between_calls{1};  // that an alarm asks for about the same case

// Alarms to phones of the office, not the answers to whoever reported: those that wait, and those that were given up.
// Whoever took one of a case is enough. Each source has its own partial index.
constexpr std::string_view unsent_alarms =
    "WITH unsent (about, person) AS ("
    " SELECT about, person FROM outbox INDEXED BY outbox_urgent"
    "  WHERE ready IS NOT NULL AND lane = 0 AND queued <= ?1 AND about IS NOT NULL"
    " UNION ALL SELECT about, person FROM outbox INDEXED BY outbox_given_up"
    "  WHERE lane = 0 AND state IN ('failed', 'unknown') AND changed > ?2 AND about IS NOT NULL)"
    " SELECT DISTINCT cases.id, cases.unit FROM unsent JOIN cases ON cases.id = unsent.about"
    " WHERE unsent.person IS NOT cases.person AND cases.key IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM referrals WHERE case_id = cases.id AND status = 'sent')"
    " AND NOT EXISTS (SELECT 1 FROM referrals WHERE case_id = cases.id AND status IN ('seen', 'accepted'))"
    " AND NOT EXISTS (SELECT 1 FROM calls_due WHERE case_id = cases.id AND (done IS NULL OR since > ?3))"
    " AND NOT EXISTS (SELECT 1 FROM outbox AS taken WHERE taken.about = cases.id AND taken.lane = 0"
    "  AND taken.person IS NOT cases.person AND instr(?4, '|' || taken.channel || '|') = 0 AND taken.state IN ('sent', "
    "'delivered', 'read')"
    "  AND taken.queued >= (SELECT min(sent) FROM referrals WHERE case_id = cases.id AND status = 'sent'))"
    " LIMIT 64";

struct Unsent {
    std::int64_t case_id = 0;
    std::string unit;
};

std::vector<Unsent> unsent_at(Sql& sql, std::string_view ring_nobody, TimePoint now) {
    std::vector<Unsent> found;
    for (Query row =
             sql.query(unsent_alarms, now - alarm_patience, now - alarm_memory, now - between_calls, ring_nobody);
         row.next();)
        found.push_back({row.integer(0), std::string{row.text(1)}});
    return found;
}

int call_for_each(Clerk& clerk, std::string_view ring_nobody) {
    const std::vector<Unsent> found = unsent_at(clerk.sql, ring_nobody, clerk.now);
    for (const Unsent& one : found) {
        open_call(clerk, {.case_id = one.case_id, .unit = one.unit});
        append_event(clerk, {"case.alarm_unsent", "system", one.case_id, Meta{}.add("unit", one.unit).json()});
    }
    return static_cast<int>(found.size());
}

}  // namespace

std::string_view name(CallResult result) { return result == CallResult::reached ? "reached" : "no_answer"; }

Task<Result<std::vector<CallDue>>> calls_due(Database& database, int most) {
    return database.read([most](Sql& sql) -> Result<std::vector<CallDue>> {
        std::vector<CallDue> list;
        for (Query row = sql.query("SELECT ticket, urgency, coalesce(referrals.unit, cases.unit), since, tried"
                                   " FROM calls_due JOIN cases ON cases.id = calls_due.case_id"
                                   " LEFT JOIN referrals ON referrals.id = calls_due.referral"
                                   " WHERE calls_due.done IS NULL ORDER BY urgency, since, calls_due.id LIMIT ?",
                                   most);
             row.next();)
            list.push_back({.ticket = ticket_in(row, 0),
                            .urgency = static_cast<Urgency>(row.integer(1)),
                            .unit = std::string{row.text(2)},
                            .since = row.time(3),
                            .tried = static_cast<int>(row.integer(4))});
        return list;
    });
}

Task<Result<>> note_call(Database& database, const Keys& keys, Ticket ticket, CallResult result, std::string actor,
                         TimePoint now) {
    return database.write(
        Lane::ordinary,
        [&keys, ticket = std::move(ticket), result, actor = std::move(actor), now](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys, now);
            Query row = sql.query(
                "SELECT calls_due.id, case_id FROM calls_due JOIN cases ON cases.id = case_id"
                " WHERE ticket = ? AND done IS NULL",
                ticket.digits());
            if (!row.next()) return fail(Errc::not_found, "no call is due about that ticket");
            const std::int64_t call = row.integer(0);
            if (result == CallResult::reached)
                sql.run("UPDATE calls_due SET done = ?2, by = ?3 WHERE id = ?1", call, now, actor);
            else
                sql.run("UPDATE calls_due SET tried = tried + 1 WHERE id = ?", call);
            append_event(clerk, {"case.called", actor, row.integer(1), Meta{}.add("result", name(result)).json()});
            return {};
        });
}

Task<Result<int>> note_unsent_alarms(Database& database, const Keys& keys, std::vector<std::string> ring_nobody,
                                     TimePoint now) {
    std::string channels = "|";
    for (const std::string& one : ring_nobody) channels += one + '|';
    const Result<bool> any = co_await database.read(
        [&channels, now](Sql& sql) -> Result<bool> { return !unsent_at(sql, channels, now).empty(); });
    if (!any) co_return std::unexpected(any.error());
    if (!*any) co_return 0;
    co_return co_await database.write(Lane::ordinary, [&keys, &channels, now](Sql& sql) -> Result<int> {
        Clerk clerk(sql, keys, now);
        return call_for_each(clerk, channels);
    });
}

}  // namespace sambung::store
