#include "store/decisions.h"

#include "case_rows.h"
#include "desk.h"
#include "events.h"
#include "referring.h"
#include "sql.h"
#include "staff_names.h"

#include <algorithm>
#include <iterator>
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

Result<> check_wish(const cases::Office& office, const Override& wanted) {
    const cases::Unit* unit = office.unit(wanted.unit);
    if (unit == nullptr) return fail(Errc::invalid_request, "there is no unit \"" + wanted.unit + "\"");
    if (unit->suspended) return fail(Errc::invalid_request, "the unit is suspended");
    if (const Result<> named = check_staff_name(wanted.by); !named) return named;
    if (std::ranges::find(move_reasons, wanted.reason, &MoveReason::word) != std::end(move_reasons)) return {};
    std::string words;
    for (const MoveReason& reason : move_reasons) words += (words.empty() ? "" : ", ") + std::string{reason.word};
    return fail(Errc::invalid_request, "a reason is one of " + words);
}

Result<> check_case(const cases::Office& office, const CaseRow& row, const Override& wanted) {
    const cases::Unit& unit = *office.unit(wanted.unit);
    if (row.wrapped_key.empty()) return fail(Errc::conflict, "the case was erased");
    if (!cases::is_open(row.status)) return fail(Errc::conflict, "nobody works on this case any more");
    if (row.unit == wanted.unit) return fail(Errc::conflict, "the case is with that unit");
    if (is_sensitive(office, row) && !unit.takes_sensitive)
        return fail(Errc::conflict, "that unit takes no sensitive cases");
    if (!cases::may_have(unit, confidence_of(office, row)))
        return fail(Errc::conflict, "a complaint about the office goes to nobody of the office");
    return {};
}

std::string_view in_words(std::string_view reason) {
    return std::ranges::find(move_reasons, reason, &MoveReason::word)->words;
}

void move_case(const Desk& desk, CaseRow& row, const Override& wanted) {
    const std::string from = row.unit;
    const std::string why = "Dipindahkan petugas ke " + desk.office.unit(wanted.unit)->name + ": " +
                            std::string{in_words(wanted.reason)} + '.';
    append_event(desk.clerk,
                 {"case.rerouted", wanted.by, row.id,
                  Meta{}.add("from_unit", from).add("unit", wanted.unit).add("reason", wanted.reason).json()});
    move_to(desk, row, {.unit = wanted.unit, .why = why, .by = wanted.by, .reason = wanted.reason});
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
                           const Herald& herald, TimePoint now) {
    if (Result<> sound = check_wish(office, wanted); !sound) return sound;
    return database.write_now([&](Sql& sql) -> Result<> {
        std::optional<CaseRow> row = case_by_ticket(sql, wanted.ticket);
        if (!row) return fail(Errc::not_found, "no such case");
        if (Result<> may = check_case(office, *row, wanted); !may) return may;
        Clerk clerk(sql, keys, now);
        move_case({clerk, office, herald}, *row, wanted);
        return {};
    });
}

}  // namespace sambung::store
