#include "store/duplicates.h"

#include "aliases.h"
#include "cases/same_report.h"
#include "duplicate_keys.h"
#include "duplicate_links.h"
#include "incidents.h"
#include "look_alikes.h"
#include "savepoint.h"

#include <utility>

namespace sambung::store {

namespace {

constexpr std::size_t most_shown = 3;

struct Looked {
    std::int64_t case_id = 0;
    bool keyed = false;
    std::int64_t version = 0;    // of the case, as it was read
    std::optional<Probe> probe;  // none: it is not compared, or not any more
    std::vector<LookAlike> alike;
};

bool told_before(Sql& sql, const Keys& keys, const Probe& probe) {
    constexpr std::chrono::hours a_day{24};
    return sql
        .query("SELECT 1 FROM cases WHERE person = ? AND filed > ? AND same_hash = ?", probe.likeness.reporter,
               probe.likeness.filed - a_day, keys.index("same", cases::same_words(probe.report)))
        .next();
}

std::vector<LikeCase> own_like_now(Sql& sql, const Keys& keys, const Probe& probe) {
    std::vector<LikeCase> own;
    if (told_before(sql, keys, probe)) return own;
    for (LookAlike& one : own_look_alikes(sql, keys, probe, cases::probably_same))
        if (own.size() < most_shown) own.push_back(std::move(one.found));
    return own;
}

constexpr std::size_t most_linked = 5;  // of one case: who reads a list of hundred?

// The newest first: what is told now is not behind what was told before.
std::vector<Looked> look_around(Sql& sql, const Keys& keys, const cases::Office& office, int most) {
    std::vector<Looked> all;
    for (Query row = sql.query("SELECT case_id, keyed, version FROM dup_pending JOIN cases ON cases.id = case_id"
                               " ORDER BY case_id DESC LIMIT ?",
                               most);
         row.next();)
        all.push_back({.case_id = row.integer(0),
                       .keyed = row.integer(1) != 0,
                       .version = row.integer(2),
                       .probe = {},
                       .alike = {}});
    for (Looked& each : all) {
        each.probe = probe_of_case(sql, keys, each.case_id);
        if (each.probe && office.is_sensitive(each.probe->report)) each.probe.reset();
        if (each.probe) each.alike = look_alikes(sql, keys, *each.probe, cases::perhaps_same);
        while (each.alike.size() > most_linked) each.alike.pop_back();
    }
    return all;
}

bool is_as_read(Sql& sql, const Looked& looked) {
    Query row = sql.query("SELECT version FROM cases WHERE id = ?", looked.case_id);
    return row.next() && row.integer(0) == looked.version;
}

// Whoever erased the case meanwhile, or looked at it in another process, has taken its row; whoever changed it wants
// it looked at again.
void settle(const Desk& desk, const Looked& looked) {
    Clerk& clerk = desk.clerk;
    if (!is_as_read(clerk.sql, looked)) return;
    if (clerk.sql.run("DELETE FROM dup_pending WHERE case_id = ?", looked.case_id) == 0 || !looked.probe) return;
    const cases::Report& report = looked.probe->report;
    const TimePoint filed = looked.probe->likeness.filed;
    if (!looked.keyed) write_dup_keys(clerk, looked.case_id, filed, report);
    for (const LookAlike& other : looked.alike) propose(desk, looked.case_id, other);
    const Concern concern{looked.case_id, report.area, report.category, filed};
    join_incident(clerk, concern);
    note_burst(desk, concern);
}

// One that cannot be settled must not keep the others from it.
void settle_or_drop(const Desk& desk, const Looked& looked) {
    if (!in_savepoint(desk.clerk.sql, [&] { settle(desk, looked); }))
        desk.clerk.sql.run("DELETE FROM dup_pending WHERE case_id = ?", looked.case_id);
}

}  // namespace

void Duplicates::use_office(std::shared_ptr<const cases::Office> office) {
    const std::scoped_lock lock(mutex_);
    office_ = std::move(office);
}

std::shared_ptr<const cases::Office> Duplicates::office() const {
    const std::scoped_lock lock(mutex_);
    return office_;
}

Task<Result<std::vector<LikeCase>>> Duplicates::own_like(PersonId person, cases::Report report, TimePoint now) {
    const std::shared_ptr<const cases::Office> here = office();
    if (here->urgency_of(report, now) <= Urgency::p1 || !cases::may_compare(report) || here->is_sensitive(report))
        co_return std::vector<LikeCase>{};
    Result<std::vector<LikeCase>> own = co_await database_.read(
        [&keys = keys_, person, report = std::move(report), now](Sql& sql) -> Result<std::vector<LikeCase>> {
            return own_like_now(sql, keys, probe_of(sql, keys, report, canonical(sql, person), now));
        });
    co_return own;
}

// Each is settled in a job of its own, since none may hold the writer up for long.
Task<Result<int>> Duplicates::look(int most, Herald herald, TimePoint now) {
    Result<std::vector<Looked>> looked =
        co_await database_.read([&keys = keys_, office = office(), most](Sql& sql) -> Result<std::vector<Looked>> {
            return look_around(sql, keys, *office, most);
        });
    if (!looked) co_return std::unexpected(looked.error());
    const int count = static_cast<int>(looked->size());
    for (Looked& each : *looked) {
        const Result<> settled = co_await database_.write(
            Lane::ordinary, [&keys = keys_, office = office(), &herald, &each, now](Sql& sql) -> Result<> {
                Clerk clerk(sql, keys, now);
                settle_or_drop({clerk, *office, herald}, each);
                return {};
            });
        if (!settled) co_return std::unexpected(settled.error());
    }
    co_return count;
}

Task<Result<>> Duplicates::link_cases(Ticket a, Ticket b, Verdict verdict, std::string by, Herald herald,
                                      TimePoint now) {
    Judgement judgement{std::move(a), std::move(b), verdict, std::move(by)};
    return database_.write(Lane::ordinary,
                           [&keys = keys_, office = office(), judgement = std::move(judgement),
                            herald = std::move(herald), now](Sql& sql) -> Result<> {
                               Clerk clerk(sql, keys, now);
                               return judge({clerk, *office, herald}, judgement);
                           });
}

Task<Result<std::vector<DupLink>>> Duplicates::links_of(Ticket ticket) {
    return database_.read(
        [ticket = std::move(ticket)](Sql& sql) -> Result<std::vector<DupLink>> { return links_of_case(sql, ticket); });
}

Task<Result<std::vector<DupLink>>> Duplicates::undecided(int most) {
    return database_.read([most](Sql& sql) -> Result<std::vector<DupLink>> { return undecided_links(sql, most); });
}

Task<Result<int>> Duplicates::interest(Ticket ticket) {
    return database_.read([ticket = std::move(ticket)](Sql& sql) -> Result<int> { return interest_in(sql, ticket); });
}

Result<std::int64_t> Duplicates::open_incident(const NewIncident& incident, TimePoint now) {
    return database_.write_now([&](Sql& sql) -> Result<std::int64_t> {
        Clerk clerk(sql, keys_, now);
        return store::open_incident(clerk, incident);
    });
}

Result<> Duplicates::close_incident(std::int64_t id, const std::string& by, TimePoint now) {
    return database_.write_now([&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys_, now);
        return store::close_incident(clerk, id, by);
    });
}

Result<std::vector<Incident>> Duplicates::incidents() {
    return database_.read_now([](Sql& sql) -> Result<std::vector<Incident>> { return all_incidents(sql); });
}

}  // namespace sambung::store
