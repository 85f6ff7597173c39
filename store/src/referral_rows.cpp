#include "referral_rows.h"

#include "call_rows.h"
#include "cases/officer_words.h"

#include <algorithm>
#include <iterator>

namespace sambung::store {

namespace {

using cases::ReferralStatus;

constexpr std::chrono::hours numbers_rest{24};  // so that an officer's note of yesterday means no other task today

// Columns: id, case_id, unit, role, task, status, sent.
ReferralRow referral_in(const Query& row) {
    const auto status = cases::referral_status_from(row.text(5));
    if (!status) throw SqlError(SQLITE_MISMATCH, "a stored referral has no known status");
    return {.id = row.integer(0),
            .case_id = row.integer(1),
            .unit = std::string{row.text(2)},
            .backup = row.text(3) == "backup",
            .task = static_cast<int>(row.integer(4)),
            .status = *status,
            .sent = row.time(6)};
}

std::vector<ReferralRow> all_in(Query row) {
    std::vector<ReferralRow> rows;
    while (row.next()) rows.push_back(referral_in(row));
    return rows;
}

// The number after the last of the day, so that those of a shift are short and none comes back while it is remembered.
int after_the_last(Sql& sql, const std::vector<std::string>& units, TimePoint now) {
    int last = cases::first_task - 1;
    for (const std::string& unit : units) {
        Query row =
            sql.query("SELECT task FROM referrals WHERE unit = ? AND sent > ? ORDER BY sent DESC, id DESC LIMIT 1",
                      unit, now - numbers_rest);
        if (row.next()) last = std::max(last, static_cast<int>(row.integer(0)));
    }
    return last + 1;
}

bool is_taken(Sql& sql, const std::vector<std::string>& units, int task, TimePoint now) {
    return std::ranges::any_of(units, [&](const std::string& unit) {
        return sql
            .query(
                "SELECT 1 FROM referrals WHERE unit = ?1 AND task = ?2"
                " AND (status IN ('sent', 'seen', 'accepted') OR sent > ?3 OR ended > ?3)",
                unit, task, now - numbers_rest)
            .next();
    });
}

int free_task(Sql& sql, const std::vector<std::string>& units, TimePoint now) {
    constexpr int all_of_them = cases::last_task - cases::first_task + 1;
    int task = after_the_last(sql, units, now);
    for (int tried = 0; tried < all_of_them; ++tried, ++task) {
        if (task > cases::last_task) task = cases::first_task;
        if (!is_taken(sql, units, task, now)) return task;
    }
    return cases::last_task;  // ten thousand open tasks of one phone: it cannot tell them apart whatever they are
                              // called
}

}  // namespace

ReferralRow insert_referral(Clerk& clerk, std::int64_t case_id, const std::vector<std::string>& units, Role role) {
    const std::string& unit = units.front();
    const int task = free_task(clerk.sql, units, clerk.now);
    const bool backup = role == Role::backup;
    clerk.sql.run("INSERT INTO referrals (case_id, unit, role, task, status, sent) VALUES (?, ?, ?, ?, 'sent', ?)",
                  case_id, unit, std::string_view{backup ? "backup" : "owner"}, task, clerk.now);
    return {.id = clerk.sql.last_id(),
            .case_id = case_id,
            .unit = unit,
            .backup = backup,
            .task = task,
            .status = ReferralStatus::sent,
            .sent = clerk.now};
}

std::optional<ReferralRow> referral_by_id(Sql& sql, std::int64_t id) {
    Query row = sql.query("SELECT id, case_id, unit, role, task, status, sent FROM referrals WHERE id = ?", id);
    if (!row.next()) return std::nullopt;
    return referral_in(row);
}

std::vector<ReferralRow> referrals_of(Sql& sql, std::int64_t case_id) {
    return all_in(sql.query(
        "SELECT id, case_id, unit, role, task, status, sent FROM referrals WHERE case_id = ? ORDER BY id", case_id));
}

std::vector<ReferralRow> open_referrals(Sql& sql, const std::vector<std::string>& units) {
    std::vector<ReferralRow> rows;
    for (const std::string& unit : units)
        std::ranges::move(all_in(sql.query("SELECT id, case_id, unit, role, task, status, sent FROM referrals"
                                           " WHERE unit = ? AND status IN ('sent', 'seen', 'accepted') ORDER BY task",
                                           unit)),
                          std::back_inserter(rows));
    return rows;
}

std::optional<ReferralRow> last_with_task(Sql& sql, const std::vector<std::string>& units, int task) {
    std::optional<ReferralRow> last;
    for (const std::string& unit : units)
        for (ReferralRow& row : all_in(sql.query("SELECT id, case_id, unit, role, task, status, sent FROM referrals"
                                                 " WHERE unit = ?1 AND task = ?2 ORDER BY id DESC LIMIT 1",
                                                 unit, task)))
            if (!last || last->id < row.id) last = std::move(row);
    return last;
}

void stop_work_on(Clerk& clerk, std::int64_t case_id) {
    clerk.sql.run(
        "UPDATE referrals SET status = 'withdrawn', ended = ?2, version = version + 1 WHERE case_id = ?1"
        " AND status IN ('sent', 'seen', 'accepted')",
        case_id, clerk.now);
    clerk.sql.run("UPDATE clocks SET stopped = ?2, next = NULL WHERE case_id = ?1 AND stopped IS NULL", case_id,
                  clerk.now);
    end_calls(clerk, case_id, "system");
}

TimePoint life_began(Sql& sql, std::int64_t case_id) {
    Query row = sql.query(
        "SELECT max(at) FROM events WHERE case_id = ? AND type IN ('case.reopened', 'case.helped_in_part',"
        " 'case.not_helped')",
        case_id);
    return row.next() && !row.null(0) ? row.time(0) : TimePoint{};
}

int open_task(Sql& sql, const Ticket& ticket, std::string_view unit) {
    Query row = sql.query(
        "SELECT task FROM referrals WHERE case_id = (SELECT id FROM cases WHERE ticket = ?) AND unit = ?"
        " AND status IN ('sent', 'seen', 'accepted') ORDER BY id DESC LIMIT 1",
        ticket.digits(), unit);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

ReferralRow set_referral(Clerk& clerk, const ReferralRow& row, const Answered& answered) {
    if (!cases::allowed(row.status, answered.status))
        throw SqlError(SQLITE_CONSTRAINT, "a step that a referral's life-cycle does not have");
    const bool ends = !cases::is_open(answered.status);
    const auto reason = answered.reason ? std::optional{cases::name(*answered.reason)} : std::nullopt;
    const auto outcome = answered.outcome ? std::optional{cases::name(*answered.outcome)} : std::nullopt;
    clerk.sql.run(
        "UPDATE referrals SET status = ?2, reason = ?3, outcome = ?4, officer = coalesce(?5, officer),"
        " answered = CASE WHEN ?5 IS NULL THEN answered ELSE coalesce(answered, ?6) END,"
        " ended = CASE WHEN ?7 THEN ?6 END, version = version + 1 WHERE id = ?1",
        row.id, cases::name(answered.status), reason, outcome, answered.officer, clerk.now, ends);
    ReferralRow after = row;
    after.status = answered.status;
    return after;
}

}  // namespace sambung::store
