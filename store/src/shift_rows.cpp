#include "shift_rows.h"

namespace sambung::store {

namespace {

std::optional<TimePoint> time_or_none(const Query& row, int column) {
    return row.null(column) ? std::nullopt : std::optional{row.time(column)};
}

// Columns: unit, begins, ends, asked, ready, missed, handed_over.
std::optional<ShiftRow> first(Query row) {
    if (!row.next()) return std::nullopt;
    return ShiftRow{.unit = std::string{row.text(0)},
                    .begins = row.time(1),
                    .ends = row.time(2),
                    .asked = time_or_none(row, 3),
                    .ready = time_or_none(row, 4),
                    .missed = time_or_none(row, 5),
                    .handed_over = time_or_none(row, 6)};
}

}  // namespace

std::optional<ShiftRow> shift_beginning(Sql& sql, std::string_view unit, TimePoint begins) {
    return first(sql.query(
        "SELECT unit, begins, ends, asked, ready, missed, handed_over FROM shifts WHERE unit = ? AND begins = ?", unit,
        begins));
}

std::optional<ShiftRow> shift_before(Sql& sql, std::string_view unit, TimePoint begins) {
    return first(sql.query(
        "SELECT unit, begins, ends, asked, ready, missed, handed_over FROM shifts WHERE unit = ? AND begins < ?"
        " ORDER BY begins DESC LIMIT 1",
        unit, begins));
}

void ask_shift(Clerk& clerk, const ShiftRow& shift) {
    clerk.sql.run(
        "INSERT INTO shifts (unit, begins, ends, asked) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (unit, begins) DO UPDATE SET ends = excluded.ends, asked = coalesce(asked, excluded.asked)",
        shift.unit, shift.begins, shift.ends, clerk.now);
}

bool open_shift(Clerk& clerk, const ShiftRow& shift, PersonId officer) {
    return clerk.sql.run(
               "INSERT INTO shifts (unit, begins, ends, ready, officer) VALUES (?1, ?2, ?3, ?4, ?5)"
               " ON CONFLICT (unit, begins) DO UPDATE SET ready = excluded.ready, officer = excluded.officer"
               " WHERE ready IS NULL",
               shift.unit, shift.begins, shift.ends, clerk.now, officer) == 1;
}

void miss_shift(Clerk& clerk, const ShiftRow& shift) {
    clerk.sql.run("UPDATE shifts SET missed = ?3 WHERE unit = ?1 AND begins = ?2", shift.unit, shift.begins, clerk.now);
}

void end_shift(Clerk& clerk, const ShiftRow& shift, TimePoint ends) {
    clerk.sql.run("UPDATE shifts SET ends = min(ends, ?3), handed_over = ?4 WHERE unit = ?1 AND begins = ?2",
                  shift.unit, shift.begins, ends, clerk.now);
}

}  // namespace sambung::store
