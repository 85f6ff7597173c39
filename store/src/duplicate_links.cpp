#include "duplicate_links.h"

#include "case_rows.h"
#include "duplicate_keys.h"
#include "events.h"
#include "merged_cases.h"
#include "referral_rows.h"
#include "referring.h"
#include "telling.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::string_view verdict_names[] = {"open", "same", "different"};

Verdict verdict_in(const Query& row, int column) {
    const auto* found = std::ranges::find(verdict_names, row.text(column));
    if (found == std::end(verdict_names)) throw SqlError(SQLITE_MISMATCH, "a stored verdict is none");
    return static_cast<Verdict>(found - std::begin(verdict_names));
}

struct Pair {
    CaseRow older, younger;
};

Result<Pair> pair_of(Sql& sql, const Judgement& judgement) {
    std::optional<CaseRow> one = case_by_ticket(sql, judgement.one);
    std::optional<CaseRow> other = case_by_ticket(sql, judgement.other);
    if (!one || !other) return fail(Errc::not_found, "no such ticket");
    if (one->id == other->id) return fail(Errc::invalid_request, "a case is no duplicate of itself");
    if (one->id > other->id) std::swap(one, other);
    return Pair{std::move(*one), std::move(*other)};
}

bool mergeable(const Desk& desk, const CaseRow& row) {
    cases::Report report;
    report.restricted = is_sensitive(desk.office, row);
    return !row.wrapped_key.empty() && cases::may_merge(report, row.status);
}

bool is_merged_into(Sql& sql, const Pair& pair) {
    return sql
        .query("SELECT 1 FROM cases WHERE id = ? AND dup_of = ? AND status = 'merged'", pair.younger.id, pair.older.id)
        .next();
}

void remember(Clerk& clerk, const Pair& pair, const Judgement& judgement) {
    clerk.sql.run(
        "INSERT INTO dup_links (a, b, score, why, verdict, by, at) VALUES (?1, ?2, 0, '', ?3, ?4, ?5)"
        " ON CONFLICT (a, b) DO UPDATE SET verdict = ?3, by = ?4, at = ?5",
        pair.older.id, pair.younger.id, name(judgement.verdict), judgement.by, clerk.now);
}

void log(Clerk& clerk, std::string_view type, const Judgement& judgement, const Pair& pair) {
    append_event(clerk, {type, judgement.by, pair.younger.id, Meta{}.add("other", pair.older.ticket.digits()).json()});
}

// The unit that has the older case hears of it; whoever had the younger one need not come for that.
void tell_units(const Desk& desk, const Pair& pair) {
    relieve_others(desk, pair.younger, 0, cases::ReferralStatus::withdrawn, pair.older.ticket.spaced());
    for (const ReferralRow& one : referrals_of(desk.clerk.sql, pair.older.id))
        if (cases::is_open(one.status)) tell_unit(desk, pair.older, one, ToUnit::What::added);
}

Result<> merge(const Desk& desk, Pair& pair, const Judgement& judgement) {
    Clerk& clerk = desk.clerk;
    if (is_merged_into(clerk.sql, pair)) return {};
    if (!mergeable(desk, pair.older) || !mergeable(desk, pair.younger))
        return fail(Errc::conflict, "only open cases that are not told in confidence are merged");
    if (pair.younger.urgency < pair.older.urgency)
        return fail(Errc::conflict, "the younger case is more urgent; raise the older one first");
    tell_units(desk, pair);
    set_status(clerk, pair.younger, cases::Status::merged);
    pair.younger.status = cases::Status::merged;
    stop_work_on(clerk, pair.younger.id);
    clerk.sql.run("UPDATE cases SET dup_of = ?1, ended = ?3 WHERE id = ?2", pair.older.id, pair.younger.id, clerk.now);
    drop_dup_keys(clerk.sql, pair.younger.id);
    remember(clerk, pair, judgement);
    log(clerk, "case.merged", judgement, pair);
    tell_citizen(desk, pair.younger, {.news = cases::News::merged});
    return {};
}

Result<> part(const Desk& desk, Pair& pair, const Judgement& judgement) {
    if (is_merged_into(desk.clerk.sql, pair)) {
        if (pair.younger.wrapped_key.empty()) return fail(Errc::conflict, "the younger case was erased");
        stand_alone(desk.clerk, pair.younger, judgement.by);
        tell_citizen(desk, pair.younger, {.news = cases::News::reopened, .unit = pair.younger.unit});
    } else if (pair.younger.status == cases::Status::merged) {
        return fail(Errc::conflict, "the younger case is merged into another one");
    }
    desk.clerk.sql.run("UPDATE dup_links SET verdict = 'open', by = ?3, at = ?4 WHERE a = ?1 AND b = ?2", pair.older.id,
                       pair.younger.id, judgement.by, desk.clerk.now);
    return {};
}

Result<> keep_apart(Clerk& clerk, const Pair& pair, const Judgement& judgement) {
    if (is_merged_into(clerk.sql, pair)) return fail(Errc::conflict, "they are merged; undo that first");
    remember(clerk, pair, judgement);
    log(clerk, "case.not_alike", judgement, pair);
    return {};
}

std::vector<DupLink> links_in(Query row) {
    std::vector<DupLink> links;
    while (row.next())
        links.push_back({.older = ticket_in(row, 0),
                         .younger = ticket_in(row, 1),
                         .score = row.real(2),
                         .why = std::string{row.text(3)},
                         .verdict = verdict_in(row, 4),
                         .by = std::string{row.text(5)},
                         .at = row.time(6)});
    return links;
}

}  // namespace

std::string_view name(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

void propose(const Desk& desk, std::int64_t case_id, const LookAlike& other) {
    Clerk& clerk = desk.clerk;
    const std::optional<CaseRow> found = case_by_id(clerk.sql, other.case_id);
    if (!found || !mergeable(desk, *found)) return;
    const auto [older, younger] = std::minmax(case_id, other.case_id);
    const cases::Score& score = other.found.score;
    const int proposed = clerk.sql.run(
        "INSERT OR IGNORE INTO dup_links (a, b, score, why, verdict, by, at) VALUES (?, ?, ?, ?, 'open', 'system', ?)",
        older, younger, score.total, score.why(), clerk.now);
    if (proposed > 0)
        append_event(clerk, {"case.alike", "system", case_id,
                             Meta{}.add("other", other.found.ticket.digits()).add("why", score.why()).json()});
}

Result<> judge(const Desk& desk, const Judgement& judgement) {
    Result<Pair> pair = pair_of(desk.clerk.sql, judgement);
    if (!pair) return std::unexpected(pair.error());
    switch (judgement.verdict) {
        case Verdict::open:
            return part(desk, *pair, judgement);
        case Verdict::same:
            return merge(desk, *pair, judgement);
        case Verdict::different:
            return keep_apart(desk.clerk, *pair, judgement);
    }
    std::unreachable();
}

std::vector<DupLink> links_of_case(Sql& sql, const Ticket& ticket) {
    return links_in(sql.query(
        "SELECT older.ticket, younger.ticket, link.score, link.why, link.verdict, link.by, link.at FROM cases mine"
        " JOIN dup_links link ON link.a = mine.id OR link.b = mine.id JOIN cases older ON older.id = link.a"
        " JOIN cases younger ON younger.id = link.b WHERE mine.ticket = ? ORDER BY score DESC, at, a, b",
        ticket.digits()));
}

std::vector<DupLink> undecided_links(Sql& sql, int most) {
    return links_in(sql.query(
        "SELECT older.ticket, younger.ticket, link.score, link.why, link.verdict, link.by, link.at FROM dup_links link"
        " JOIN cases older ON older.id = a JOIN cases younger ON younger.id = b WHERE verdict = 'open'"
        " AND older.ended IS NULL AND younger.ended IS NULL AND NOT older.restricted AND NOT younger.restricted"
        " AND older.key IS NOT NULL AND younger.key IS NOT NULL ORDER BY link.score DESC, at DESC, a, b LIMIT ?",
        most));
}

int interest_in(Sql& sql, const Ticket& ticket) {
    Query row = sql.query(
        "SELECT count(DISTINCT other.person) FROM cases mine JOIN dup_links ON a = mine.id OR b = mine.id"
        " JOIN cases other ON other.id = CASE WHEN a = mine.id THEN b ELSE a END"
        " WHERE mine.ticket = ? AND other.person <> mine.person"
        " AND (verdict = 'same' OR (verdict = 'open' AND score >= ?))",
        ticket.digits(), cases::probably_same);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace sambung::store
