#include "incidents.h"

#include "cases/succession.h"
#include "duplicate_keys.h"
#include "events.h"
#include "referring.h"
#include "telling.h"

#include <optional>
#include <ranges>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::string_view any = "*";
constexpr std::chrono::hours said_for{24};  // a burst that was pointed out is not pointed out again for so long

std::string joined(const std::vector<std::string>& categories) {
    std::string words;
    for (const std::string& one : categories) words += (words.empty() ? "" : "|") + one;
    return words.empty() ? std::string{any} : words;
}

std::vector<std::string> parted(std::string_view words) {
    std::vector<std::string> categories;
    if (words == any) return categories;
    for (const auto one : std::views::split(words, '|')) categories.emplace_back(one.begin(), one.end());
    return categories;
}

// The delimiters keep "pangan" from being found in "pangan_kota".
std::optional<std::int64_t> incident_of(Sql& sql, const Concern& concern) {
    Query row = sql.query(
        "SELECT id FROM incidents WHERE (closed IS NULL OR closed > ?3) AND opened <= ?3"
        " AND (area = ?1 OR substr(?1, 1, length(area) + 1) = area || '.')"
        " AND (categories = '*' OR instr('|' || categories || '|', '|' || ?2 || '|') > 0) ORDER BY id DESC LIMIT 1",
        concern.area, concern.category, concern.filed);
    if (!row.next()) return std::nullopt;
    return row.integer(0);
}

// People, not reports: a helper may file for many.
std::int64_t told_within(Clerk& clerk, std::int64_t key, TimePoint since, TimePoint until) {
    Query row = clerk.sql.query(
        "SELECT count(DISTINCT person) FROM dup_keys JOIN cases ON cases.id = case_id"
        " WHERE dup_keys.key = ? AND dup_keys.filed > ? AND dup_keys.filed <= ?",
        key, since, until);
    return row.next() ? row.integer(0) : 0;
}

bool is_news(Clerk& clerk, std::int64_t key) {
    return clerk.sql.run(
               "INSERT INTO bursts (key, at) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET at = ?2 WHERE at <= ?3",
               key, clerk.now, clerk.now - said_for) > 0;
}

void join(Clerk& clerk, std::int64_t case_id, std::int64_t incident) {
    const int joined = clerk.sql.run("INSERT OR IGNORE INTO incident_cases (case_id, incident, at) VALUES (?, ?, ?)",
                                     case_id, incident, clerk.now);
    if (joined > 0)
        append_event(clerk, {"case.joined_incident", "system", case_id, Meta{}.add("incident", incident).json()});
}

std::int64_t insert_incident(Clerk& clerk, const NewIncident& incident, TimePoint since) {
    clerk.sql.run("INSERT INTO incidents (name, area, categories, opened, opened_by) VALUES (?, ?, ?, ?, ?)",
                  incident.name, incident.area, joined(incident.categories), since, incident.by);
    const std::int64_t id = clerk.sql.last_id();
    append_event(
        clerk,
        {"incident.opened", incident.by, std::nullopt,
         Meta{}.add("incident", id).add("area", incident.area).add("categories", joined(incident.categories)).json()});
    return id;
}

void join_all(Clerk& clerk, std::int64_t key, TimePoint since, std::int64_t incident) {
    constexpr int most = 200;
    std::vector<std::int64_t> found;
    for (Query row =
             clerk.sql.query("SELECT case_id FROM dup_keys WHERE key = ? AND filed > ? LIMIT ?", key, since, most);
         row.next();)
        found.push_back(row.integer(0));
    for (const std::int64_t one : found) join(clerk, one, incident);
}

// A person decides what it is; until then its cases stand together.
void tell_city_desk(const Desk& desk, const Concern& concern, std::int64_t told) {
    const cases::Unit* unit = cases::city_desk(desk.office);
    const std::optional<CaseRow> row = case_by_id(desk.clerk.sql, concern.case_id);
    if (unit == nullptr || !row) return;
    const ReferralRow none{.id = 0, .case_id = row->id, .unit = unit->code, .task = 0};
    tell_unit(desk, *row, none, ToUnit::What::burst, {}, std::to_string(told));
}

}  // namespace

void join_incident(Clerk& clerk, const Concern& concern) {
    if (concern.area.empty()) return;
    if (const auto incident = incident_of(clerk.sql, concern)) join(clerk, concern.case_id, *incident);
}

void note_burst(const Desk& desk, const Concern& concern) {
    Clerk& clerk = desk.clerk;
    if (concern.area.empty() || concern.category.empty() || incident_of(clerk.sql, concern)) return;
    const std::int64_t key = hashed(clerk.keys, {cases::Block::place, concern.area + '|' + concern.category});
    const TimePoint since = concern.filed - cases::burst_span;
    const std::int64_t told = told_within(clerk, key, since, concern.filed);
    if (told < cases::burst_size || !is_news(clerk, key)) return;
    append_event(clerk, {"incident.suspected", "system", std::nullopt,
                         Meta{}.add("area", concern.area).add("category", concern.category).add("cases", told).json()});
    const NewIncident suspected{
        .name = "Dugaan kejadian", .area = concern.area, .categories = {concern.category}, .by = "system"};
    join_all(clerk, key, since, insert_incident(clerk, suspected, since));
    tell_city_desk(desk, concern, told);
}

std::int64_t open_incident(Clerk& clerk, const NewIncident& incident) {
    return insert_incident(clerk, incident, clerk.now);
}

Result<> close_incident(Clerk& clerk, std::int64_t id, const std::string& by) {
    if (clerk.sql.run("UPDATE incidents SET closed = ? WHERE id = ? AND closed IS NULL", clerk.now, id) == 0) {
        if (!clerk.sql.query("SELECT 1 FROM incidents WHERE id = ?", id).next())
            return fail(Errc::not_found, "no such incident");
        return fail(Errc::conflict, "that incident was closed before");
    }
    append_event(clerk, {"incident.closed", by, std::nullopt, Meta{}.add("incident", id).json()});
    return {};
}

std::vector<Incident> all_incidents(Sql& sql) {
    std::vector<Incident> all;
    for (Query row = sql.query("SELECT id, name, area, categories, opened_by, opened, closed, (SELECT count(*) FROM"
                               " incident_cases WHERE incident = incidents.id) FROM incidents ORDER BY id DESC");
         row.next();)
        all.push_back({.id = row.integer(0),
                       .about = {.name = std::string{row.text(1)},
                                 .area = std::string{row.text(2)},
                                 .categories = parted(row.text(3)),
                                 .by = std::string{row.text(4)}},
                       .opened = row.time(5),
                       .closed = row.null(6) ? std::nullopt : std::optional{row.time(6)},
                       .cases = row.integer(7)});
    return all;
}

}  // namespace sambung::store
