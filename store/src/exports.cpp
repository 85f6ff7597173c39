#include "store/exports.h"

#include "clerk.h"
#include "events.h"
#include "sql.h"

#include <utility>

namespace sambung::store {

namespace {

// A query gives the row's key, then its columns; times are those that a column's name ends in "_at" or "_datetime" or
// "_date". `?1` is the key that the page before ended with, `?2` how many.
struct Shape {
    std::string_view name;
    std::span<const std::string_view> columns;
    std::string_view query;
};

constexpr std::string_view referral_columns[] = {"ticket",     "unit",     "role",    "task",        "status",
                                                 "reason",     "outcome",  "sent_at", "answered_at", "departed_at",
                                                 "arrived_at", "verified", "ended_at"};
constexpr std::string_view decision_columns[] = {"ticket", "decided_at", "unit", "rule", "why", "by_hand"};
constexpr std::string_view request_columns[] = {"service_request_id",
                                                "requested_datetime",
                                                "updated_datetime",
                                                "closed_date",
                                                "status_description",
                                                "status_notes",
                                                "source",
                                                "service_name",
                                                "service_subtype",
                                                "description",
                                                "agency_responsible",
                                                "address",
                                                "lat",
                                                "long"};

constexpr std::string_view referral_rows =
    "SELECT r.id, c.ticket, r.unit, r.role, r.task, r.status, r.reason, r.outcome, r.sent, r.answered, r.departed,"
    " r.arrived, r.verified, r.ended FROM referrals r JOIN cases c ON c.id = r.case_id"
    " WHERE r.id > ?1 ORDER BY r.id LIMIT ?2";
constexpr std::string_view decision_rows =
    "SELECT d.id, c.ticket, d.at, d.unit, d.rule, CASE c.restricted WHEN 1 THEN 'terbatas' ELSE d.why END,"
    " d.overrode IS NOT NULL FROM decisions d JOIN cases c ON c.id = d.case_id"
    " WHERE d.id > ?1 ORDER BY d.id LIMIT ?2";
// Names of Open311's bulk form; description and coordinates stay empty (docs/open311.md).
constexpr std::string_view request_rows =
    "SELECT id, ticket, filed, changed, CASE WHEN status IN ('closed', 'cancelled', 'merged') THEN ended END,"
    " CASE WHEN status IN ('closed', 'cancelled', 'merged') THEN 'closed' ELSE 'open' END, status, medium,"
    " CASE restricted WHEN 1 THEN 'terbatas' ELSE category END, kind, NULL, CASE restricted WHEN 1 THEN NULL ELSE unit"
    " END, CASE restricted WHEN 1 THEN NULL ELSE area END, NULL, NULL FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2";

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

struct Page {
    std::vector<ExportRow> rows;
    std::int64_t last = 0;
};
constexpr int page_size = 2000;

Page page_after(Sql& sql, const Shape& shape, std::int64_t last) {
    Page page{.rows = {}, .last = last};
    for (Query row = sql.query(shape.query, last, page_size); row.next();) {
        page.last = row.integer(0);
        ExportRow cells;
        for (std::size_t i = 0; i < shape.columns.size(); ++i) {
            const int column = static_cast<int>(i) + 1;
            if (is_time(shape.columns[i]) && !row.null(column))
                cells.emplace_back(row.time(column));
            else
                cells.emplace_back(std::string{row.text(column)});
        }
        page.rows.push_back(std::move(cells));
    }
    return page;
}

}  // namespace

std::string_view name(Sheet sheet) { return shape_of(sheet).name; }
std::span<const std::string_view> columns(Sheet sheet) { return shape_of(sheet).columns; }

Result<> for_each_row(Database& database, Sheet sheet, const std::function<Result<>(const ExportRow&)>& visit) {
    std::int64_t last = 0;
    while (true) {
        const Result<Page> page =
            database.read_now([&](Sql& sql) -> Result<Page> { return page_after(sql, shape_of(sheet), last); });
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
