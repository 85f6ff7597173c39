#include "register_rows.h"

#include <charconv>

namespace sambung::store {

namespace {

constexpr std::string_view wanted =
    "SELECT id, case_id, own_case, stage, unit, room, bed, guardian, details, complete, found, changed, peksos,"
    " details_due, stay_due, follow_up, reminded FROM register WHERE id = ?";

std::optional<TimePoint> time_or_none(const Query& row, int column) {
    return row.null(column) ? std::nullopt : std::optional{row.time(column)};
}

std::string place_of(const RegisterRow& row) { return "register.details:" + std::to_string(row.id); }

// Fields parted by a unit separator, which no message keeps.
constexpr char part = '\x1F';

std::string written(const RegisterDetails& known) {
    std::string out = "1";  // the version
    const auto add = [&out](std::string_view field) { out.append(1, part).append(field); };
    add(known.age ? std::to_string(*known.age) : "");
    add(known.age_told ? "1" : "");
    add(known.looks_a_child ? "1" : "");
    add(known.health ? cases::name(*known.health) : "");
    add(!known.sex ? "" : *known.sex == cases::Sex::male ? "L" : "P");
    add(!known.papers ? "" : *known.papers ? "1" : "0");
    add(known.origin_told ? "1" : "");
    add(known.origin);
    return out;
}

std::string_view take(std::string_view& text) {
    const std::size_t end = std::min(text.find(part), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return field;
}

RegisterDetails read(std::string_view text) {
    RegisterDetails known;
    take(text);
    const std::string_view age = take(text);
    int years = 0;
    if (!age.empty() && std::from_chars(age.data(), age.data() + age.size(), years).ec == std::errc{})
        known.age = years;
    known.age_told = !take(text).empty();
    known.looks_a_child = !take(text).empty();
    known.health = cases::health_from(take(text));
    const std::string_view sex = take(text);
    if (!sex.empty()) known.sex = sex == "L" ? cases::Sex::male : cases::Sex::female;
    const std::string_view papers = take(text);
    if (!papers.empty()) known.papers = papers == "1";
    known.origin_told = !take(text).empty();
    known.origin = text;
    return known;
}

}  // namespace

RegisterRow insert_register(Clerk& clerk, const NewRegisterRow& about) {
    clerk.sql.run(
        "INSERT INTO register (case_id, own_case, event, line, stage, unit, found, changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        about.case_id, about.own_case, Key128{about.event}, about.line, cases::name(cases::Stage::reached), about.unit,
        clerk.now, clerk.now);
    RegisterRow row;
    row.id = clerk.sql.last_id();
    row.case_id = about.case_id;
    row.own_case = about.own_case;
    row.unit = about.unit;
    row.found = row.changed = clerk.now;
    return row;
}

void update_register(Clerk& clerk, const RegisterRow& row) {
    const std::optional<std::string_view> room = row.room ? std::optional{cases::name(*row.room)} : std::nullopt;
    const std::optional<int> bed = row.room ? std::optional{row.bed} : std::nullopt;
    const std::optional<Blob> sealed = row.sealed.empty() ? std::nullopt : std::optional{Blob{row.sealed}};
    clerk.sql.run(
        "UPDATE register SET stage = ?2, unit = ?3, room = ?4, bed = ?5, guardian = ?6, details = ?7, complete = ?8,"
        " changed = ?9, peksos = ?10, details_due = ?11, stay_due = ?12, follow_up = ?13, reminded = ?14 WHERE id = ?1",
        row.id, cases::name(row.stage), row.unit, room, bed, row.guardian, sealed, row.complete, row.changed,
        row.peksos, row.details_due, row.stay_due, row.follow_up, row.reminded);
}

std::optional<RegisterRow> register_row(Sql& sql, std::int64_t id) {
    Query row = sql.query(wanted, id);
    if (!row.next()) return std::nullopt;
    const auto stage = cases::stage_from(row.text(3));
    if (!stage) throw SqlError(SQLITE_MISMATCH, "a stored stage is none");
    return RegisterRow{.id = row.integer(0),
                       .case_id = row.integer(1),
                       .own_case = row.integer(2) != 0,
                       .stage = *stage,
                       .unit = std::string{row.text(4)},
                       .room = cases::room_from(row.text(5)),
                       .bed = static_cast<int>(row.integer(6)),
                       .guardian = row.null(7) ? std::nullopt : std::optional{row.integer(7)},
                       .sealed = std::string{row.blob(8)},
                       .complete = row.integer(9) != 0,
                       .found = row.time(10),
                       .changed = row.time(11),
                       .peksos = time_or_none(row, 12),
                       .details_due = time_or_none(row, 13),
                       .stay_due = time_or_none(row, 14),
                       .follow_up = time_or_none(row, 15),
                       .reminded = static_cast<int>(row.integer(16))};
}

std::vector<std::int64_t> wards_of(Sql& sql, std::int64_t id) {
    std::vector<std::int64_t> wards;
    for (Query row = sql.query("SELECT id FROM register WHERE guardian = ? AND room = 'keluarga' ORDER BY id", id);
         row.next();)
        wards.push_back(row.integer(0));
    return wards;
}

int free_bed(Sql& sql, std::string_view unit, cases::Room room, int beds) {
    int next = 1;
    for (Query row = sql.query("SELECT bed FROM register WHERE unit = ? AND room = ? AND bed IS NOT NULL ORDER BY bed",
                               unit, cases::name(room));
         row.next() && row.integer(0) <= next;)
        next = static_cast<int>(row.integer(0)) + 1;
    return next <= beds ? next : 0;
}

int taken_beds(Sql& sql, std::string_view unit, cases::Room room) {
    Query row = sql.query("SELECT count(*) FROM register WHERE unit = ? AND room = ? AND bed IS NOT NULL", unit,
                          cases::name(room));
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void seal_details(RegisterRow& row, const SecretKey& key, const RegisterDetails& details) {
    row.sealed = seal_text(key, written(details), place_of(row)).value_or(std::string{});
}

RegisterDetails details_in(const RegisterRow& row, const SecretKey& key) {
    return row.sealed.empty() ? RegisterDetails{} : read(open_sealed(key, row.sealed, place_of(row)));
}

}  // namespace sambung::store
