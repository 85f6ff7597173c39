#include "store/erasure.h"

#include "erasing.h"
#include "events.h"
#include "savepoint.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::array<std::pair<EraseReason, std::string_view>, 2> reasons{
    {{EraseReason::asked, "asked"}, {EraseReason::retention, "retention"}}};
constexpr std::array<std::pair<ErasureState, std::string_view>, 4> states{{{ErasureState::waiting, "waiting"},
                                                                           {ErasureState::asks_person, "asks_person"},
                                                                           {ErasureState::stopped, "stopped"},
                                                                           {ErasureState::done, "done"}}};

std::optional<TimePoint> time_in(const Query& row, int column) {
    return row.null(column) ? std::nullopt : std::optional{row.time(column)};
}

// Columns: id, ticket, person, reason, state, asked, due, done, actor.
Erasure erasure_in(const Query& row) {
    const auto reason = std::ranges::find(reasons, row.text(3), &decltype(reasons)::value_type::second);
    const auto state = std::ranges::find(states, row.text(4), &decltype(states)::value_type::second);
    return {.id = row.integer(0),
            .ticket = row.null(1) ? std::nullopt : std::optional{ticket_in(row, 1)},
            .person = row.null(2) ? std::nullopt : std::optional{row.person(2)},
            .reason = reason->first,
            .state = state->first,
            .asked = row.time(5),
            .due = time_in(row, 6),
            .done = time_in(row, 7),
            .actor = std::string{row.text(8)}};
}

struct Due {
    std::int64_t id = 0;
    std::optional<std::int64_t> case_id;
    PersonId person;
    std::string actor;  // whose wish it was
};

std::vector<Due> due_at(Sql& sql, TimePoint now, int most) {
    std::vector<Due> due;
    for (Query row = sql.query("SELECT id, case_id, coalesce(person, 0), actor FROM erasures"
                               " WHERE state = 'waiting' AND due <= ? ORDER BY due, id LIMIT ?",
                               now, most);
         row.next();)
        due.push_back({.id = row.integer(0),
                       .case_id = row.null(1) ? std::nullopt : std::optional{row.integer(1)},
                       .person = row.person(2),
                       .actor = std::string{row.text(3)}});
    return due;
}

void ask_a_person(Clerk& clerk, const Due& due) {
    clerk.sql.run("UPDATE erasures SET state = 'asks_person', due = NULL WHERE id = ?", due.id);
    if (due.case_id) append_event(clerk, {"case.erase_held", "system", due.case_id});
}

void erase_one(Clerk& clerk, const Due& due) {
    const ErasedBy by{.reason = EraseReason::asked, .actor = due.actor};
    if (!due.case_id) {
        if (!erase_person_rows(clerk, due.person, by)) ask_a_person(clerk, due);
        return;
    }
    const std::optional<CaseRow> row = case_by_id(clerk.sql, *due.case_id);
    if (!row || !may_erase(*row)) return ask_a_person(clerk, due);
    erase_case_rows(clerk, *row, by);
}

// ?1 restricted or not, ?2 urgency or NULL for all, ?3 finished until then.
constexpr std::string_view finished =
    "SELECT id FROM cases INDEXED BY cases_finished WHERE key IS NOT NULL AND status IN ('closed', 'cancelled', "
    "'merged')"
    " AND restricted = ?1 AND urgency = ?2 AND changed <= ?3 AND NOT EXISTS (SELECT 1 FROM erasures"
    " WHERE case_id = cases.id AND state = 'stopped' AND actor <> 'citizen') ORDER BY changed LIMIT ?4";

std::vector<std::int64_t> old_cases(Sql& sql, const cases::Retention& retention, TimePoint now, int most) {
    std::vector<std::int64_t> old;
    for (const int restricted : {0, 1})
        for (std::size_t urgency = 0; urgency < retention.days.size(); ++urgency) {
            const int days = restricted != 0 ? retention.restricted_days : retention.days.at(urgency);
            const int room = most - static_cast<int>(old.size());
            for (Query row = sql.query(finished, restricted, urgency, now - std::chrono::days{days}, room); row.next();)
                old.push_back(row.integer(0));
        }
    return old;
}

bool replay_one(Clerk& clerk, const Erasure& one) {
    const ErasedBy by{.reason = one.reason, .actor = one.actor};
    if (one.person) return person_key(clerk.sql, clerk.keys, *one.person) && erase_person_rows(clerk, *one.person, by);
    const std::optional<CaseRow> row = one.ticket ? case_by_ticket(clerk.sql, *one.ticket) : std::nullopt;
    return row && erase_case_rows(clerk, *row, by);
}

}  // namespace

std::string_view name(EraseReason reason) {
    return std::ranges::find(reasons, reason, &decltype(reasons)::value_type::first)->second;
}

std::string_view name(ErasureState state) {
    return std::ranges::find(states, state, &decltype(states)::value_type::first)->second;
}

Task<Result<>> erase_case(Database& database, const Keys& keys, Ticket ticket, std::string actor, TimePoint now) {
    return database.write(Lane::ordinary,
                          [&keys, ticket = std::move(ticket), actor = std::move(actor), now](Sql& sql) -> Result<> {
                              Clerk clerk(sql, keys, now);
                              const std::optional<CaseRow> row = case_by_ticket(sql, ticket);
                              if (!row) return fail(Errc::not_found, "no such case");
                              if (!may_erase(*row)) return fail(Errc::too_late, "somebody works on it");
                              erase_case_rows(clerk, *row, {.reason = EraseReason::asked, .actor = actor});
                              return {};
                          });
}

Task<Result<int>> erase_due(Database& database, const Keys& keys, int most, TimePoint now) {
    return database.write(Lane::ordinary, [&keys, most, now](Sql& sql) -> Result<int> {
        Clerk clerk(sql, keys, now);
        const std::vector<Due> due = due_at(sql, now, most);
        for (const Due& one : due)  // one that cannot be read does not keep the others
            if (!in_savepoint(sql, [&] { erase_one(clerk, one); })) ask_a_person(clerk, one);
        return static_cast<int>(due.size());
    });
}

Task<Result<int>> erase_old(Database& database, const Keys& keys, cases::Retention retention, int most, TimePoint now) {
    return database.write(Lane::ordinary, [&keys, retention, most, now](Sql& sql) -> Result<int> {
        Clerk clerk(sql, keys, now);
        const std::vector<std::int64_t> old = old_cases(sql, retention, now, most);
        for (const std::int64_t id : old)
            erase_case_rows(clerk, case_by_id(sql, id).value(), {.reason = EraseReason::retention, .actor = "system"});
        return static_cast<int>(old.size());
    });
}

Task<Result<>> stop_erasure(Database& database, const Keys& keys, std::int64_t id, std::string actor, std::string why,
                            TimePoint now) {
    return database.write(
        Lane::ordinary, [&keys, id, actor = std::move(actor), why = std::move(why), now](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys, now);
            const int stopped =
                sql.run("UPDATE erasures SET state = 'stopped', done = ?2, actor = ?3 WHERE id = ?1 AND done IS NULL",
                        id, now, actor);
            if (stopped == 0) return fail(Errc::not_found, "no such undecided erasure");
            Query row = sql.query("SELECT case_id FROM erasures WHERE id = ? AND case_id IS NOT NULL", id);
            if (row.next()) append_event(clerk, {"case.erase_stopped", actor, row.integer(0), Meta{}.json(), why});
            return {};
        });
}

Task<Result<std::vector<Erasure>>> erasures(Database& database, ErasureState state, std::int64_t after, int most) {
    return database.read([state, after, most](Sql& sql) -> Result<std::vector<Erasure>> {
        std::vector<Erasure> list;
        for (Query row = sql.query("SELECT erasures.id, ticket, erasures.person, reason, state, erasures.asked,"
                                   " erasures.due,"
                                   " done, actor FROM erasures LEFT JOIN cases ON cases.id = case_id"
                                   " WHERE state = ? AND erasures.id > ? ORDER BY erasures.id LIMIT ?",
                                   name(state), after, most);
             row.next();)
            list.push_back(erasure_in(row));
        return list;
    });
}

Result<int> replay_erasures(Database& database, const Keys& keys, const std::vector<Erasure>& list, TimePoint now) {
    int again = 0;
    int failed = 0;
    for (const Erasure& one : list) {
        if (one.state != ErasureState::done) continue;
        const Result<bool> erased = database.write_now([&](Sql& sql) -> Result<bool> {
            Clerk clerk(sql, keys, now);
            return replay_one(clerk, one);
        });
        if (!erased && policy(erased.error().code).retryable) return std::unexpected(erased.error());
        if (!erased) ++failed;
        again += erased && *erased ? 1 : 0;
    }
    if (failed > 0) return fail(Errc::conflict, std::to_string(failed) + " erasures cannot be replayed");
    return again;
}

}  // namespace sambung::store
