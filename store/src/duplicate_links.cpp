#include "duplicate_links.h"

#include "case_rows.h"
#include "clock_rows.h"
#include "events.h"
#include "outbox.h"
#include "referral_rows.h"

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

bool mergeable(const CaseRow& row) {
    cases::Report report;
    report.restricted = row.restricted;
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

// Nothing if they must hear nothing, or were erased.
std::optional<Applicant> reporter_of(Clerk& clerk, const CaseRow& row) {
    Query found = clerk.sql.query(
        "SELECT person, channel, language, address FROM cases WHERE id = ? AND quiet = 0 AND address IS NOT NULL",
        row.id);
    if (!found.next()) return std::nullopt;
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, found.person(0));
    if (!key) return std::nullopt;
    Result<std::string> address = address_in(*key, row.ticket, found.blob(3));
    if (!address) return std::nullopt;
    return Applicant{.ticket = row.ticket,
                     .person = found.person(0),
                     .channel = std::string{found.text(1)},
                     .address = std::move(*address),
                     .language = language_from(found.text(2)).value_or(Language::id)};
}

void tell(Clerk& clerk, const CaseRow& row, const MergeNews& news) {
    const std::optional<Applicant> reporter = news ? reporter_of(clerk, row) : std::nullopt;
    std::optional<NewOutbound> message = reporter ? news(*reporter) : std::nullopt;
    if (!message) return;
    message->about = row.ticket;
    enqueue_outbound(clerk, {std::move(*message)});
}

// A clock that rings at once, by which its unit is asked.
void ask_its_unit_anew(Clerk& clerk, std::int64_t case_id) {
    const cases::Clock now = cases::start_until(cases::ClockKind::verify, {}, clerk.now, clerk.now);
    insert_clock(clerk, case_id, std::nullopt, now, clerk.now);
}

Result<> merge(Clerk& clerk, const Pair& pair, const Judgement& judgement, const MergeNews& news) {
    if (is_merged_into(clerk.sql, pair)) return {};
    if (!mergeable(pair.older) || !mergeable(pair.younger))
        return fail(Errc::conflict, "only open cases that are not restricted are merged");
    if (pair.younger.urgency < pair.older.urgency)
        return fail(Errc::conflict, "the younger case is more urgent; raise the older one first");
    set_status(clerk, pair.younger, cases::Status::merged);
    stop_work_on(clerk, pair.younger.id);
    clerk.sql.run("UPDATE cases SET dup_of = ?1, ended = ?3 WHERE id = ?2", pair.older.id, pair.younger.id, clerk.now);
    remember(clerk, pair, judgement);
    log(clerk, "case.merged", judgement, pair);
    tell(clerk, pair.younger, news);
    return {};
}

Result<> part(Clerk& clerk, const Pair& pair, const Judgement& judgement) {
    if (is_merged_into(clerk.sql, pair)) {
        set_status(clerk, pair.younger, cases::Status::triaged);
        clerk.sql.run("UPDATE cases SET dup_of = NULL, ended = NULL WHERE id = ?", pair.younger.id);
        ask_its_unit_anew(clerk, pair.younger.id);
        log(clerk, "case.unmerged", judgement, pair);
    }
    clerk.sql.run("UPDATE dup_links SET verdict = 'open', by = ?3, at = ?4 WHERE a = ?1 AND b = ?2", pair.older.id,
                  pair.younger.id, judgement.by, clerk.now);
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

void propose(Clerk& clerk, std::int64_t case_id, const LookAlike& other) {
    const auto [older, younger] = std::minmax(case_id, other.case_id);
    const cases::Score& score = other.found.score;
    const int proposed = clerk.sql.run(
        "INSERT OR IGNORE INTO dup_links (a, b, score, why, verdict, by, at) VALUES (?, ?, ?, ?, 'open', 'system', ?)",
        older, younger, score.total, score.why(), clerk.now);
    if (proposed > 0)
        append_event(clerk, {"case.alike", "system", case_id,
                             Meta{}.add("other", other.found.ticket.digits()).add("why", score.why()).json()});
}

Result<> judge(Clerk& clerk, const Judgement& judgement, const MergeNews& news) {
    const Result<Pair> pair = pair_of(clerk.sql, judgement);
    if (!pair) return std::unexpected(pair.error());
    switch (judgement.verdict) {
        case Verdict::open:
            return part(clerk, *pair, judgement);
        case Verdict::same:
            return merge(clerk, *pair, judgement, news);
        case Verdict::different:
            return keep_apart(clerk, *pair, judgement);
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
        " ORDER BY at, a, b LIMIT ?",
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

CaseRow worked_on(Sql& sql, CaseRow row) {
    constexpr int most_steps = 8;  // a case merged into one that was merged later
    for (int step = 0; step < most_steps && row.status == cases::Status::merged; ++step) {
        Query next = sql.query("SELECT dup_of FROM cases WHERE id = ? AND dup_of IS NOT NULL", row.id);
        if (!next.next()) break;
        std::optional<CaseRow> older = case_by_id(sql, next.integer(0));
        if (!older) break;
        row = std::move(*older);
    }
    return row;
}

}  // namespace sambung::store
