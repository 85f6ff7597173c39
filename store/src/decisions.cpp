#include "store/decisions.h"

#include "case_rows.h"
#include "events.h"
#include "sql.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace sambung::store {

namespace {

using SentBack = std::set<std::pair<std::int64_t, std::string>>;  // case and unit

SentBack sent_back(Sql& sql) {
    SentBack all;
    for (Query row =
             sql.query("SELECT case_id, unit FROM referrals WHERE status IN ('rejected', 'returned') AND reason IN"
                       " ('luar_wilayah', 'bukan_kewenangan')");
         row.next();)
        all.emplace(row.integer(0), row.text(1));
    return all;
}

struct Page {
    std::vector<PastDecision> decisions;
    TimePoint at{};  // of its last row, and that row
    std::int64_t id = 0;
};

constexpr int page_size = 5000;

Page page_after(Sql& sql, const Page& before, TimePoint to, const SentBack& back) {
    Page page;
    for (Query row = sql.query("SELECT d.id, d.at, d.case_id, c.ticket, d.input, d.unit, d.rule FROM decisions d"
                               " JOIN cases c ON c.id = d.case_id WHERE (d.at, d.id) > (?1, ?2) AND d.at < ?3"
                               " AND d.overrode IS NULL ORDER BY d.at, d.id LIMIT ?4",
                               before.at, before.id, to, page_size);
         row.next();) {
        page.id = row.integer(0);
        page.at = row.time(1);
        PastDecision one{.case_id = row.integer(2),
                         .ticket = std::string{row.text(3)},
                         .at = page.at,
                         .input = std::string{row.text(4)},
                         .unit = std::string{row.text(5)},
                         .rule = static_cast<int>(row.integer(6))};
        one.sent_back = back.contains({one.case_id, one.unit});
        page.decisions.push_back(std::move(one));
    }
    return page;
}

bool is_a_word(std::string_view text) {
    constexpr std::size_t longest = 40;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Result<> check_wish(const cases::Office& office, const Override& wanted) {
    constexpr std::size_t longest_name = 64;
    const cases::Unit* unit = office.unit(wanted.unit);
    if (unit == nullptr) return fail(Errc::invalid_request, "no such unit");
    if (unit->suspended) return fail(Errc::invalid_request, "the unit is suspended");
    if (wanted.by.empty() || wanted.by.size() > longest_name)
        return fail(Errc::invalid_request, "a name of 1 to 64 characters");
    if (!is_a_word(wanted.reason)) return fail(Errc::invalid_request, "a reason is a word of a-z, 0-9 and _");
    return {};
}

Result<> check_case(const cases::Office& office, const CaseRow& row, const Override& wanted) {
    cases::Report report;
    report.category = row.category;
    report.restricted = row.restricted;
    if (!cases::is_open(row.status)) return fail(Errc::conflict, "nobody works on this case any more");
    if (row.unit == wanted.unit) return fail(Errc::conflict, "the case is with that unit");
    if (office.is_sensitive(report) && !office.unit(wanted.unit)->takes_sensitive)
        return fail(Errc::conflict, "that unit takes no sensitive cases");
    return {};
}

struct Overridden {
    std::int64_t decision = 0;
    int rule = 0;
};

Overridden newest_of(Sql& sql, const CaseRow& row) {
    Query newest = sql.query("SELECT id, rule FROM decisions WHERE case_id = ? ORDER BY id DESC LIMIT 1", row.id);
    if (!newest.next()) throw SqlError(SQLITE_CONSTRAINT, "a case without a decision");
    return {newest.integer(0), static_cast<int>(newest.integer(1))};
}

void move_case(Clerk& clerk, const CaseRow& row, const Override& wanted, const std::string& unit_name) {
    const Overridden before = newest_of(clerk.sql, row);
    const std::string why = "Dipindahkan petugas ke " + unit_name + ": " + wanted.reason + '.';
    clerk.sql.run(
        "INSERT INTO decisions (case_id, rule_set, input, trace, unit, rule, fallback, also_notify, why, at,"
        " overrode, overrider, reason) SELECT case_id, rule_set, input, '[]', ?2, rule, '', '', ?3, ?4, id, ?5, ?6"
        " FROM decisions WHERE id = ?1",
        before.decision, wanted.unit, why, clerk.now, wanted.by, wanted.reason);
    clerk.sql.run("UPDATE cases SET unit = ?2, why = ?3, changed = ?4, version = version + 1 WHERE id = ?1", row.id,
                  wanted.unit, why, clerk.now);
    append_event(clerk, {"case.rerouted", wanted.by, row.id,
                         Meta{}
                             .add("from_unit", row.unit)
                             .add("unit", wanted.unit)
                             .add("rule", before.rule)
                             .add("reason", wanted.reason)
                             .json()});
}

}  // namespace

Result<> for_each_decision(Database& database, TimePoint from, TimePoint to,
                           const std::function<void(const PastDecision&)>& visit) {
    Result<SentBack> back = database.read_now([](Sql& sql) -> Result<SentBack> { return sent_back(sql); });
    if (!back) return std::unexpected(back.error());
    Page page;
    page.at = from - milliseconds{1};
    page.id = INT64_MAX;
    while (true) {
        Result<Page> next =
            database.read_now([&](Sql& sql) -> Result<Page> { return page_after(sql, page, to, *back); });
        if (!next) return std::unexpected(next.error());
        for (const PastDecision& one : next->decisions) visit(one);
        if (next->decisions.size() < page_size) return {};
        page = std::move(*next);
    }
}

Result<> override_decision(Database& database, const Keys& keys, const cases::Office& office, const Override& wanted,
                           TimePoint now) {
    if (Result<> sound = check_wish(office, wanted); !sound) return sound;
    return database.write_now([&](Sql& sql) -> Result<> {
        const std::optional<CaseRow> row = case_by_ticket(sql, wanted.ticket);
        if (!row) return fail(Errc::not_found, "no such case");
        if (Result<> may = check_case(office, *row, wanted); !may) return may;
        Clerk clerk(sql, keys, now);
        move_case(clerk, *row, wanted, office.unit(wanted.unit)->name);
        return {};
    });
}

}  // namespace sambung::store
