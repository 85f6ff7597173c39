#include "clock_rows.h"

namespace sambung::store {

namespace {

using cases::Clock;

std::optional<TimePoint> time_or_none(const Query& row, int column) {
    return row.null(column) ? std::nullopt : std::optional{row.time(column)};
}

// Columns: id, case_id, referral, kind, counting, minutes, working_days, started, due, left_ms, paused_ms,
// paused_since, stopped, breached, step, pauses, told.
ClockRow clock_in(const Query& row) {
    const auto kind = cases::clock_kind_from(row.text(3));
    const auto counting = cases::counting_from(row.text(4));
    if (!kind || !counting) throw SqlError(SQLITE_MISMATCH, "a stored clock has no known kind");
    const Clock clock{.kind = *kind,
                      .target = {.counting = *counting,
                                 .minutes = std::chrono::minutes{row.integer(5)},
                                 .working_days = static_cast<int>(row.integer(6))},
                      .started = row.time(7),
                      .due = row.time(8),
                      .left = milliseconds{row.integer(9)},
                      .paused = milliseconds{row.integer(10)},
                      .paused_since = time_or_none(row, 11),
                      .stopped = time_or_none(row, 12),
                      .breached = time_or_none(row, 13),
                      .step = static_cast<int>(row.integer(14))};
    return {.id = row.integer(0),
            .case_id = row.integer(1),
            .referral = row.null(2) ? std::nullopt : std::optional{row.integer(2)},
            .clock = clock,
            .pauses = static_cast<int>(row.integer(15)),
            .told = row.null(16) ? clock.started : row.time(16)};
}

std::vector<ClockRow> all_in(Query row) {
    std::vector<ClockRow> rows;
    while (row.next()) rows.push_back(clock_in(row));
    return rows;
}

std::optional<ClockRow> first_in(Query row) {
    if (!row.next()) return std::nullopt;
    return clock_in(row);
}

}  // namespace

void insert_clock(Clerk& clerk, std::int64_t case_id, std::optional<std::int64_t> referral, const Clock& clock,
                  std::optional<TimePoint> next) {
    clerk.sql.run(
        "INSERT INTO clocks (case_id, referral, kind, counting, minutes, working_days, started, due, left_ms,"
        " paused_ms, step, told, next) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        case_id, referral, cases::name(clock.kind), cases::name(clock.target.counting), clock.target.minutes.count(),
        clock.target.working_days, clock.started, clock.due, clock.left.count(), clock.paused.count(), clock.step,
        clerk.now, next);
}

void update_clock(Clerk& clerk, const ClockRow& row, std::optional<TimePoint> next) {
    const Clock& clock = row.clock;
    clerk.sql.run(
        "UPDATE clocks SET counting = ?2, minutes = ?3, working_days = ?4, due = ?5, left_ms = ?6, paused_ms = ?7,"
        " paused_since = ?8, stopped = ?9, breached = ?10, step = ?11, pauses = ?12, told = ?13, next = ?14"
        " WHERE id = ?1",
        row.id, cases::name(clock.target.counting), clock.target.minutes.count(), clock.target.working_days, clock.due,
        clock.left.count(), clock.paused.count(), clock.paused_since, clock.stopped, clock.breached, clock.step,
        row.pauses, row.told, clock.stopped ? std::nullopt : next);
}

std::vector<ClockRow> clocks_of_case(Sql& sql, std::int64_t case_id) {
    return all_in(
        sql.query("SELECT id, case_id, referral, kind, counting, minutes, working_days, started, due,"
                  " left_ms, paused_ms, paused_since, stopped, breached, step, pauses, told FROM clocks"
                  " WHERE case_id = ? AND stopped IS NULL ORDER BY id",
                  case_id));
}

std::optional<ClockRow> clock_of(Sql& sql, std::int64_t case_id, cases::ClockKind kind) {
    return first_in(
        sql.query("SELECT id, case_id, referral, kind, counting, minutes, working_days, started, due,"
                  " left_ms, paused_ms, paused_since, stopped, breached, step, pauses, told FROM clocks"
                  " WHERE case_id = ? AND kind = ? AND stopped IS NULL ORDER BY id DESC LIMIT 1",
                  case_id, cases::name(kind)));
}

std::optional<ClockRow> clock_of_referral(Sql& sql, std::int64_t referral, cases::ClockKind kind) {
    return first_in(
        sql.query("SELECT id, case_id, referral, kind, counting, minutes, working_days, started, due,"
                  " left_ms, paused_ms, paused_since, stopped, breached, step, pauses, told FROM clocks"
                  " WHERE case_id = (SELECT case_id FROM referrals WHERE id = ?1) AND referral = ?1"
                  " AND kind = ?2 AND stopped IS NULL ORDER BY id DESC LIMIT 1",
                  referral, cases::name(kind)));
}

std::vector<std::int64_t> clocks_due(Sql& sql, TimePoint now, int most) {
    std::vector<std::int64_t> ids;
    for (Query row = sql.query("SELECT id FROM clocks WHERE next <= ? ORDER BY next LIMIT ?", now, most); row.next();)
        ids.push_back(row.integer(0));
    return ids;
}

std::optional<ClockRow> clock_due(Sql& sql, std::int64_t id, TimePoint now) {
    return first_in(
        sql.query("SELECT id, case_id, referral, kind, counting, minutes, working_days, started, due,"
                  " left_ms, paused_ms, paused_since, stopped, breached, step, pauses, told FROM clocks"
                  " WHERE id = ? AND next <= ?",
                  id, now));
}

}  // namespace sambung::store
