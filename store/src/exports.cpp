#include "store/exports.h"

#include "clerk.h"
#include "events.h"
#include "sql.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

// How a cell is told of a case that is confidential: restricted, or of a category that the office marks.
enum class Told : std::uint8_t { always, marked, never };

struct Column {
    std::string_view name;
    Told confidential = Told::always;
};

// A query gives the row's key, whether the case is restricted, its category, then the columns; times are those whose
// name ends in "_at", "_datetime" or "_date". `?1` is the key that the page before ended with, `?2` how many.
struct Shape {
    std::string_view name;
    std::span<const Column> columns;
    std::string_view query;
};
constexpr int first_column = 3;

constexpr Column referral_columns[] = {
    {"ticket"},  {"unit", Told::marked}, {"role"},        {"task"},       {"status"},   {"reason"},  {"outcome"},
    {"sent_at"}, {"answered_at"},        {"departed_at"}, {"arrived_at"}, {"verified"}, {"ended_at"}};
constexpr std::string_view referral_rows =
    "SELECT r.id, c.restricted, c.category, c.ticket, r.unit, r.role, r.task, r.status, r.reason, r.outcome, r.sent,"
    " r.answered, r.departed, r.arrived, r.verified, r.ended FROM referrals r JOIN cases c ON c.id = r.case_id"
    " WHERE r.id > ?1 ORDER BY r.id LIMIT ?2";

constexpr Column decision_columns[] = {
    {"ticket"}, {"decided_at"}, {"unit", Told::marked}, {"rule", Told::never}, {"why", Told::marked}, {"by_hand"}};
constexpr std::string_view decision_rows =
    "SELECT d.id, c.restricted, c.category, c.ticket, d.at, d.unit, d.rule, d.why, d.overrode IS NOT NULL"
    " FROM decisions d JOIN cases c ON c.id = d.case_id WHERE d.id > ?1 ORDER BY d.id LIMIT ?2";

// Names of Open311's bulk form; description and coordinates stay empty (docs/open311.md).
constexpr Column request_columns[] = {{"service_request_id"},
                                      {"requested_datetime"},
                                      {"updated_datetime"},
                                      {"closed_date"},
                                      {"status_description"},
                                      {"status_notes"},
                                      {"source"},
                                      {"service_name", Told::marked},
                                      {"service_subtype", Told::never},
                                      {"description"},
                                      {"agency_responsible", Told::never},
                                      {"address", Told::never},
                                      {"lat"},
                                      {"long"}};
constexpr std::string_view request_rows =
    "SELECT id, restricted, category, ticket, filed, changed,"
    " CASE WHEN status IN ('closed', 'cancelled', 'merged') THEN ended END,"
    " CASE WHEN status IN ('closed', 'cancelled', 'merged') THEN 'closed' ELSE 'open' END, status, medium, category,"
    " kind, NULL, unit, area, NULL, NULL FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2";

const Shape& shape_of(Sheet sheet) {
    static constexpr Shape referrals{"referrals", referral_columns, referral_rows};
    static constexpr Shape decisions{"decisions", decision_columns, decision_rows};
    static constexpr Shape requests{"requests", request_columns, request_rows};
    switch (sheet) {
        case Sheet::referrals:
            return referrals;
        case Sheet::decisions:
            return decisions;
        case Sheet::requests:
            return requests;
    }
    std::unreachable();
}

bool is_time(std::string_view column) {
    return column.ends_with("_at") || column.ends_with("_datetime") || column.ends_with("_date");
}

ExportCell cell_of(Query& row, int at, const Column& column, bool confidential) {
    if (confidential && column.confidential == Told::marked) return std::string{confidential_mark};
    if (confidential && column.confidential == Told::never) return std::string{};
    if (is_time(column.name) && !row.null(at)) return row.time(at);
    return std::string{row.text(at)};
}

struct Page {
    std::vector<ExportRow> rows;
    std::int64_t last = 0;
};
constexpr int page_size = 2000;

Page page_after(Sql& sql, const Shape& shape, std::span<const std::string> sensitive, std::int64_t last) {
    Page page{.rows = {}, .last = last};
    for (Query row = sql.query(shape.query, last, page_size); row.next();) {
        page.last = row.integer(0);
        const bool confidential = row.integer(1) != 0 || std::ranges::find(sensitive, row.text(2)) != sensitive.end();
        ExportRow cells;
        int at = first_column;
        for (const Column& column : shape.columns) cells.push_back(cell_of(row, at++, column, confidential));
        page.rows.push_back(std::move(cells));
    }
    return page;
}

}  // namespace

std::string_view name(Sheet sheet) { return shape_of(sheet).name; }

std::vector<std::string_view> columns(Sheet sheet) {
    std::vector<std::string_view> names;
    for (const Column& column : shape_of(sheet).columns) names.push_back(column.name);
    return names;
}

Result<> for_each_row(Database& database, Sheet sheet, std::span<const std::string> sensitive,
                      const std::function<Result<>(const ExportRow&)>& visit) {
    std::int64_t last = 0;
    while (true) {
        const Result<Page> page = database.read_now(
            [&](Sql& sql) -> Result<Page> { return page_after(sql, shape_of(sheet), sensitive, last); });
        if (!page) return std::unexpected(page.error());
        for (const ExportRow& row : page->rows)
            if (const Result<> taken = visit(row); !taken) return taken;
        if (page->rows.size() < page_size) return {};
        last = page->last;
    }
}

Result<> note_export(Database& database, const Keys& keys, std::string_view kind, TimePoint now) {
    return database.write_now([&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        append_event(clerk, {"export.made", "operator", std::nullopt, Meta{}.add("kind", kind).json()});
        return {};
    });
}

}  // namespace sambung::store
