#include "store/office_stand.h"

#include "office_rows.h"
#include "sql.h"

#include <utility>

namespace sambung::store {

namespace {

OfficeDocument OfficePapers::* member_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::routing:
            return &OfficePapers::routing;
        case DocumentKind::units:
            return &OfficePapers::units;
        case DocumentKind::calendar:
            return &OfficePapers::calendar;
    }
    std::unreachable();
}

OfficeStand stand_at(Sql& sql, TimePoint now) {
    OfficeStand out;
    for (std::size_t i = 0; i < all_document_kinds.size(); ++i) {
        Query row = sql.query("SELECT id FROM office_documents WHERE kind = ? AND state = 'active'",
                              name(all_document_kinds[i]));
        if (row.next()) out.active[i] = row.integer(0);
    }
    for (Query row = sql.query("SELECT id FROM duty_points WHERE until > ? ORDER BY id", now); row.next();)
        out.points.push_back(row.integer(0));
    Query row = sql.query("SELECT count(*) FROM duty_points WHERE reviewed IS NULL");
    if (row.next()) out.unreviewed = row.integer(0);
    return out;
}

std::optional<OfficePapers> active_ones(Sql& sql, const Keys& keys) {
    OfficePapers out;
    for (const DocumentKind kind : all_document_kinds) {
        std::optional<OfficeDocument> one = active_document(sql, keys, kind);
        if (!one) return std::nullopt;
        out.of(kind) = *std::move(one);
    }
    return out;
}

std::optional<OfficePapers> served_last(Sql& sql, const Keys& keys) {
    std::array<std::int64_t, all_document_kinds.size()> ids{};
    {
        Query row = sql.query("SELECT routing, units, calendar FROM offices_served ORDER BY id DESC LIMIT 1");
        if (!row.next()) return std::nullopt;
        for (int i = 0; i < static_cast<int>(ids.size()); ++i) ids[static_cast<std::size_t>(i)] = row.integer(i);
    }
    OfficePapers out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        std::optional<OfficeDocument> one = document_by_id(sql, keys, ids[i]);
        if (!one) return std::nullopt;
        out.of(all_document_kinds[i]) = *std::move(one);
    }
    return out;
}

void insert_served(Sql& sql, const OfficePapers& papers, TimePoint now) {
    sql.run(
        "INSERT INTO offices_served (routing, units, calendar, at) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1"
        " FROM offices_served WHERE id = (SELECT max(id) FROM offices_served) AND routing = ?1 AND units = ?2"
        " AND calendar = ?3)",
        papers.routing.id, papers.units.id, papers.calendar.id, now);
}

}  // namespace

OfficeDocument& OfficePapers::of(DocumentKind kind) { return this->*member_of(kind); }

const OfficeDocument& OfficePapers::of(DocumentKind kind) const { return this->*member_of(kind); }

Task<Result<OfficeStand>> office_stand(Database& database, TimePoint now) {
    return database.read([now](Sql& sql) -> Result<OfficeStand> { return stand_at(sql, now); });
}

Task<Result<std::optional<OfficePapers>>> active_papers(Database& database, const Keys& keys) {
    return database.read([&keys](Sql& sql) -> Result<std::optional<OfficePapers>> { return active_ones(sql, keys); });
}

Result<std::optional<OfficePapers>> served_papers(Database& database, const Keys& keys) {
    return database.read_now(
        [&keys](Sql& sql) -> Result<std::optional<OfficePapers>> { return served_last(sql, keys); });
}

Task<Result<>> note_served(Database& database, OfficePapers papers, TimePoint now) {
    return database.write(Lane::ordinary, [papers = std::move(papers), now](Sql& sql) -> Result<> {
        insert_served(sql, papers, now);
        return {};
    });
}

}  // namespace sambung::store
