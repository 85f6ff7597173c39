#include "lookups.h"

#include "aliases.h"
#include "case_rows.h"
#include "cases/life_cycle.h"
#include "merged_cases.h"
#include "store/calls.h"
#include "store/gone_channels.h"

#include <sodium.h>

#include <algorithm>

namespace sambung::store {

namespace {

constexpr int page = 500;

std::int64_t number(Query row) { return row.next() ? row.integer(0) : 0; }

Standing standing_in(const Query& row) {
    return {.ticket = ticket_in(row, 0),
            .status = status_in(row, 1),
            .urgency = static_cast<Urgency>(row.integer(2)),
            .unit = std::string{row.text(3)},
            .filed = row.time(4),
            .changed = row.time(5),
            .due = row.time(6)};
}

// What was merged stands as the case that is worked on in its place: with its unit and time, and at the end its word.
Standing through_merging(Sql& sql, Standing standing) {
    if (standing.status != cases::Status::merged) return standing;
    const std::optional<CaseRow> own = case_by_ticket(sql, standing.ticket);
    if (!own) return standing;
    const CaseRow row = worked_on(sql, *own);
    standing.unit = row.unit;
    standing.due = row.due;
    if (!cases::is_open(row.status)) standing.status = row.status;
    return standing;
}

std::string base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      variant);
    text.pop_back();  // the closing zero
    return text;
}

struct Exported {
    std::int64_t id = 0;
    ExportedCase row;
};

Exported exported_in(const Query& row) {
    const auto text = [&row](int column) { return std::string{row.text(column)}; };
    return {row.integer(0),
            {.ticket = text(1),
             .status = text(2),
             .urgency = std::string{name(static_cast<Urgency>(row.integer(3)))},
             .category = text(4),
             .area = text(5),
             .unit = text(6),
             .channel = text(7),
             .language = text(8),
             .filed = row.time(9),
             .changed = row.time(10),
             .restricted = row.integer(17) != 0,
             .rule = text(11),
             .why = text(12),
             .sealed_story = base64(row.blob(13)),
             .sealed_place = base64(row.blob(14)),
             .sealed_phone = base64(row.blob(15)),
             .sealed_intake = base64(row.blob(16)),
             .kind = text(18)}};
}

Result<std::vector<Exported>> page_after(Sql& sql, std::int64_t id) {
    std::vector<Exported> rows;
    for (Query row = sql.query(
             "SELECT id, ticket, status, urgency, category, area, unit, channel, language, filed, changed, rule, why,"
             " story, place, phone, intake, restricted, kind FROM cases WHERE id > ? ORDER BY id LIMIT ?",
             id, page);
         row.next();)
        rows.push_back(exported_in(row));
    return rows;
}

}  // namespace

std::vector<Standing> standings_of(Sql& sql, PersonId person, int most) {
    std::vector<Standing> standings;
    for (Query row = sql.query("SELECT ticket, status, urgency, unit, filed, changed, due FROM cases WHERE person = ? "
                               "AND restricted = 0 AND key IS NOT NULL ORDER BY id DESC LIMIT ?",
                               person, most);
         row.next();)
        standings.push_back(standing_in(row));
    for (Standing& one : standings) one = through_merging(sql, std::move(one));
    return standings;
}

// As own_case: the plus makes both kinds of miss the same work.
Result<Standing> standing_of(Sql& sql, PersonId person, const Ticket& ticket) {
    Query row = sql.query(
        "SELECT ticket, status, urgency, unit, filed, changed, due FROM cases WHERE person = ? AND +ticket = ?"
        " AND restricted = 0 AND key IS NOT NULL",
        person, ticket.digits());
    if (!row.next()) return fail(Errc::not_found, "no such ticket of that person");
    return through_merging(sql, standing_in(row));
}

bool outcome_asked(Sql& sql, PersonId person, TimePoint now) {
    return sql
        .query(
            "SELECT 1 FROM cases WHERE person = ? AND asked > ? AND status IN ('resolved', 'merged') AND restricted = "
            "0",
            canonical(sql, person), now - cases::reopen_window)
        .next();
}

CaseStore::Depths depths_at(Sql& sql, TimePoint now) {
    CaseStore::Depths depths;
    depths.inbox_waiting = number(sql.query("SELECT count(*) FROM inbox WHERE done IS NULL AND held IS NULL"));
    depths.inbox_held = number(sql.query("SELECT count(*) FROM inbox WHERE held IS NOT NULL"));
    depths.outbox_waiting =
        number(sql.query("SELECT count(*) FROM outbox WHERE ready IS NOT NULL AND queued <= ?", now));
    const std::int64_t oldest =
        number(sql.query("SELECT coalesce(min(queued), ?) FROM outbox WHERE ready IS NOT NULL", now));
    depths.oldest_outbox_ms = std::max<std::int64_t>(0, to_millis(now) - oldest);
    depths.media_waiting = number(sql.query("SELECT count(*) FROM media WHERE ready IS NOT NULL"));
    const std::int64_t oldest_media =
        number(sql.query("SELECT coalesce(min(wanted), ?) FROM media WHERE ready IS NOT NULL", now));
    depths.oldest_media_ms = std::max<std::int64_t>(0, to_millis(now) - oldest_media);
    depths.incidents_open = number(sql.query("SELECT count(*) FROM incidents WHERE closed IS NULL"));
    depths.calls_due = number(sql.query("SELECT count(*) FROM calls_due WHERE done IS NULL"));
    depths.shifts_unopened = number(sql.query(
        "SELECT count(*) FROM shifts WHERE ready IS NULL AND missed IS NOT NULL AND begins <= ?1 AND ends > ?1", now));
    const std::int64_t untaken = number(sql.query(
        "SELECT count(*) FROM outbox WHERE ready IS NOT NULL AND lane = 0 AND queued <= ?", now - alarm_patience));
    const std::int64_t given_up =
        number(sql.query("SELECT count(*) FROM outbox WHERE lane = 0 AND state IN ('failed', 'unknown') AND changed > ?"
                         " AND code IS NOT ?",
                         now - alarm_memory, passed_by_code));
    depths.alarms_overdue = untaken + given_up;
    return depths;
}

Result<> export_cases(Database& database, const std::function<void(const ExportedCase&)>& each) {
    std::int64_t last = 0;
    for (;;) {
        const Result<std::vector<Exported>> rows =
            database.read_now([last](Sql& sql) { return page_after(sql, last); });
        if (!rows) return std::unexpected(rows.error());
        if (rows->empty()) return {};
        for (const Exported& exported : *rows) each(exported.row);
        last = rows->back().id;
    }
}

}  // namespace sambung::store
