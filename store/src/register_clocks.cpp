// What the register reminds of: rest of the details in the morning, stays that are over, people who are to be looked
// after.
#include "events.h"
#include "register_steps.h"

#include <map>
#include <utility>

namespace sambung::store {

namespace {

using What = RegisterNews::What;
using std::chrono::days;
using std::chrono::minutes;

constexpr minutes until_head{30};  // 09.30 to 10.00
constexpr std::int64_t most_at_once = 64;

std::vector<RegisterRow> due(Sql& sql, std::string_view statement, TimePoint now) {
    std::vector<std::int64_t> ids;
    for (Query row = sql.query(statement, now, most_at_once); row.next();) ids.push_back(row.integer(0));
    std::vector<RegisterRow> rows;
    for (const std::int64_t id : ids)
        if (std::optional<RegisterRow> row = register_row(sql, id)) rows.push_back(*std::move(row));
    return rows;
}

// The shelter first, then its head, every day until all is told. One message a shelter.
int remind_of_details(const Registry& registry) {
    Clerk& clerk = registry.clerk;
    std::map<std::pair<std::string, bool>, std::vector<std::int64_t>> owed;
    std::vector<RegisterRow> rows =
        due(clerk.sql, "SELECT id FROM register WHERE details_due <= ? ORDER BY details_due, id LIMIT ?", clerk.now);
    for (RegisterRow& row : rows) {
        const bool to_head = row.reminded % 2 != 0;
        owed[{row.unit, to_head}].push_back(row.id);
        // Late, since the service stood still: the head hears in the next round.
        TimePoint next = *row.details_due + (to_head ? days{1} - until_head : until_head);
        while (to_head && next <= clerk.now) next += days{1};
        row.details_due = next;
        ++row.reminded;
        update_register(clerk, row);
    }
    for (const auto& [whose, numbers] : owed)
        if (const House* house = registry.house(whose.first))
            registry.tell({.what = What::incomplete,
                           .unit = whose.second ? house->head : whose.first,
                           .shelter = whose.first,
                           .numbers = numbers,
                           .now = clerk.now});
    return static_cast<int>(rows.size());
}

int tell_of_stays(const Registry& registry) {
    Clerk& clerk = registry.clerk;
    std::vector<RegisterRow> rows =
        due(clerk.sql, "SELECT id FROM register WHERE stay_due <= ? ORDER BY stay_due, id LIMIT ?", clerk.now);
    for (RegisterRow& row : rows) {
        while (*row.stay_due <= clerk.now) *row.stay_due += days{1};
        update_register(clerk, row);
        append_event(clerk, {"register.stay_over", "system", row.case_id,
                             Meta{}.add("entry", row.id).add("unit", row.unit).json()});
        if (const House* house = registry.house(row.unit))
            registry.tell({.what = What::stay_over,
                           .unit = house->head,
                           .shelter = row.unit,
                           .numbers = {row.id},
                           .now = clerk.now});
    }
    return static_cast<int>(rows.size());
}

int tell_of_follow_ups(const Registry& registry) {
    Clerk& clerk = registry.clerk;
    std::vector<RegisterRow> rows =
        due(clerk.sql, "SELECT id FROM register WHERE follow_up <= ? ORDER BY follow_up, id LIMIT ?", clerk.now);
    for (RegisterRow& row : rows) {
        row.follow_up.reset();
        update_register(clerk, row);
        append_event(clerk, {"register.follow_up_due", "system", row.case_id,
                             Meta{}.add("entry", row.id).add("unit", row.unit).json()});
        registry.tell(
            {.what = What::follow_up, .unit = row.unit, .shelter = row.unit, .numbers = {row.id}, .now = clerk.now});
    }
    return static_cast<int>(rows.size());
}

constexpr std::string_view anything_due =
    "SELECT EXISTS (SELECT 1 FROM register WHERE details_due <= ?1) OR EXISTS (SELECT 1 FROM register WHERE stay_due "
    "<= ?1)"
    " OR EXISTS (SELECT 1 FROM register WHERE follow_up <= ?1)";

}  // namespace

Task<Result<int>> ring_register(Database& database, const Keys& keys, std::vector<House> houses,
                                cases::Calendar calendar, RegisterVoice voice, TimePoint now) {
    const Result<bool> any = co_await database.read([now](Sql& sql) -> Result<bool> {
        Query row = sql.query(anything_due, now);
        return row.next() && row.integer(0) != 0;
    });
    if (!any) co_return std::unexpected(any.error());
    if (!*any) co_return 0;
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<int> {
        Clerk clerk(sql, keys, now);
        const Registry registry{clerk, houses, calendar, voice};
        return remind_of_details(registry) + tell_of_stays(registry) + tell_of_follow_ups(registry);
    });
}

Task<Result<std::vector<RegisterEntry>>> register_entries(Database& database, int most) {
    return database.read([most](Sql& sql) -> Result<std::vector<RegisterEntry>> {
        std::vector<std::int64_t> ids;
        for (Query row = sql.query("SELECT id FROM register ORDER BY id DESC LIMIT ?", most); row.next();)
            ids.push_back(row.integer(0));
        std::vector<RegisterEntry> entries;
        for (const std::int64_t id : ids) {
            const std::optional<RegisterRow> row = register_row(sql, id);
            if (!row) continue;
            entries.push_back({.number = row->id,
                               .stage = row->stage,
                               .unit = row->unit,
                               .room = row->room,
                               .bed = row->bed,
                               .complete = row->complete,
                               .found = row->found,
                               .changed = row->changed,
                               .stay_due = row->stay_due,
                               .follow_up = row->follow_up});
        }
        return entries;
    });
}

}  // namespace sambung::store
