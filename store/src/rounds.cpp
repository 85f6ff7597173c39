#include "rounds.h"

#include "cases/rounds.h"
#include "cases/succession.h"
#include "events.h"
#include "outbox.h"
#include "savepoint.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sambung::store {

namespace {

using cases::Round;

// A message that waits, or that nobody took, is one that the phone does not have.
constexpr std::string_view not_taken =
    " JOIN outbox ON outbox.key = duty_tests.key AND outbox.state NOT IN ('sent', 'delivered', 'read')";

std::string date_of(const Desk& desk, std::chrono::sys_days day) {
    return desk.office.calendar.date_of(desk.office.calendar.at(std::chrono::year_month_day{day}, {}));
}

// True for whoever is first today.
bool begin(const Desk& desk, Round round, const std::string& day) {
    Sql& sql = desk.clerk.sql;
    if (sql.query("SELECT 1 FROM rounds WHERE round = ? AND day = ?", name(round), day).next()) return false;
    sql.run("DELETE FROM rounds WHERE round = ?", name(round));
    sql.run("INSERT INTO rounds (round, day, at) VALUES (?, ?, ?)", name(round), day, desk.clerk.now);
    return true;
}

void test_unit(const Desk& desk, const cases::Unit& unit, const std::string& day) {
    if (!desk.herald) return;
    const std::vector<NewOutbound> messages = desk.herald(DutyTest{unit.code, day});
    enqueue_outbound(desk.clerk, messages);
    for (const NewOutbound& one : messages)
        desk.clerk.sql.run("INSERT OR IGNORE INTO duty_tests (key, day, unit, channel, sent) VALUES (?, ?, ?, ?, ?)",
                           one.key, day, unit.code, one.channel, desk.clerk.now);
}

bool test_phones(const Desk& desk, const std::string& day) {
    desk.clerk.sql.run("DELETE FROM duty_tests WHERE day <> ?", day);
    const std::vector<const cases::Unit*> units = cases::round_the_clock(desk.office);
    if (units.empty()) return false;
    for (const cases::Unit* unit : units) test_unit(desk, *unit, day);
    append_event(desk.clerk, {"duty.tested", "system", std::nullopt, Meta{}.add("day", day).json()});
    return true;
}

struct Untaken {
    std::string day;
    std::vector<std::string> channels;
};

// By unit; those whose time is over and of which nobody has heard.
std::map<std::string, Untaken> untaken_tests(const Desk& desk) {
    std::map<std::string, Untaken> found;
    for (Query row = desk.clerk.sql.query(
             std::string{"SELECT duty_tests.unit, duty_tests.day, duty_tests.channel FROM duty_tests"} +
                 std::string{not_taken} + " WHERE looked IS NULL AND sent <= ? ORDER BY unit, duty_tests.channel",
             desk.clerk.now - cases::test_patience);
         row.next();) {
        Untaken& one = found[std::string{row.text(0)}];
        one.day = row.text(1);
        one.channels.emplace_back(row.text(2));
    }
    return found;
}

bool took_one(Sql& sql, std::string_view unit) {
    return sql
        .query(
            "SELECT 1 FROM duty_tests JOIN outbox ON outbox.key = duty_tests.key"
            " WHERE unit = ? AND outbox.state IN ('sent', 'delivered', 'read')",
            unit)
        .next();
}

// Each test is looked at once, when its time is over; the morning page looks again.
int tell_of_untaken(const Desk& desk) {
    const std::map<std::string, Untaken> found = untaken_tests(desk);
    desk.clerk.sql.run("UPDATE duty_tests SET looked = ?1 WHERE looked IS NULL AND sent <= ?2", desk.clerk.now,
                       desk.clerk.now - cases::test_patience);
    for (const auto& [code, untaken] : found) {
        Meta meta;
        meta.add("unit", code).add("phones", static_cast<std::int64_t>(untaken.channels.size()));
        append_event(desk.clerk, {"duty.unreached", "system", std::nullopt, meta.json()});
        const cases::Unit* unit = desk.office.unit(code);
        if (unit == nullptr) continue;
        DutyUnreached tiding{.unit = code, .told = {}, .day = untaken.day, .channels = untaken.channels};
        tiding.all = !took_one(desk.clerk.sql, code);
        for (const cases::Unit* told : cases::overseers_of(desk.office, *unit)) {
            tiding.told = told->code;
            desk.say(tiding);
        }
    }
    return static_cast<int>(found.size());
}

std::int64_t count(Query row) { return row.next() ? row.integer(0) : 0; }

std::vector<std::string> codes(Query row) {
    std::vector<std::string> out;
    while (row.next()) out.emplace_back(row.text(0));
    return out;
}

// Whose time to answer is over, or whom a person must telephone.
std::vector<std::string> silent_units(const Desk& desk) {
    return codes(desk.clerk.sql.query(
        "SELECT unit FROM clocks JOIN referrals ON referrals.id = clocks.referral"
        " WHERE clocks.next IS NOT NULL AND kind = 'ack' AND due <= ? AND referrals.status IN ('sent', 'seen')"
        " UNION SELECT unit FROM calls_due JOIN referrals ON referrals.id = calls_due.referral"
        " WHERE done IS NULL AND referrals.status IN ('sent', 'seen') ORDER BY unit",
        desk.clerk.now));
}

MorningPage page_of(const Desk& desk, std::chrono::sys_days day) {
    Sql& sql = desk.clerk.sql;
    const TimePoint since = cases::night_began(desk.office.calendar, day);
    MorningPage page;
    page.day = date_of(desk, day);
    page.p0 = count(sql.query("SELECT count(*) FROM cases WHERE urgency <= 1 AND urgency = 0 AND filed >= ?", since));
    page.p1 = count(sql.query("SELECT count(*) FROM cases WHERE urgency <= 1 AND urgency = 1 AND filed >= ?", since));
    page.unanswered = count(sql.query(
        "SELECT count(*) FROM cases WHERE urgency <= 1 AND filed >= ?"
        " AND EXISTS (SELECT 1 FROM referrals WHERE case_id = cases.id AND status IN ('sent', 'seen'))"
        " AND NOT EXISTS (SELECT 1 FROM referrals WHERE case_id = cases.id AND status IN ('accepted', 'done'))",
        since));
    page.silent = silent_units(desk);
    for (Query row = sql.query("SELECT unit, begins FROM shifts WHERE ends > ? AND begins <= ? AND missed IS NOT NULL"
                               " AND ready IS NULL ORDER BY begins, unit",
                               since, desk.clerk.now);
         row.next();)
        page.unopened.push_back({std::string{row.text(0)}, row.time(1)});
    page.unreached = codes(
        sql.query(std::string{"SELECT DISTINCT unit FROM duty_tests"} + std::string{not_taken} + " ORDER BY unit"));
    return page;
}

bool tell_of_the_night(const Desk& desk, std::chrono::sys_days day) {
    const std::vector<const cases::Unit*> readers = cases::readers_of_the_morning(desk.office);
    if (readers.empty()) return false;
    MorningPage page = page_of(desk, day);
    append_event(desk.clerk, {"morning.told", "system", std::nullopt,
                              Meta{}.add("p0", page.p0).add("p1", page.p1).add("unanswered", page.unanswered).json()});
    for (const cases::Unit* reader : readers) {
        page.told = reader->code;
        desk.say(page);
    }
    return true;
}

bool ring_round(const Desk& desk, Round round) {
    const auto day = cases::round_due(round, desk.office.calendar, desk.clerk.now);
    if (!day || !begin(desk, round, date_of(desk, *day))) return false;
    switch (round) {
        case Round::duty_test:
            return test_phones(desk, date_of(desk, *day));
        case Round::morning:
            return tell_of_the_night(desk, *day);
    }
    std::unreachable();
}

}  // namespace

int ring_rounds(const Desk& desk) {
    int rung = 0;
    for (const cases::RoundTime& time : cases::round_times) {
        bool did = false;
        if (in_savepoint(desk.clerk.sql, [&] { did = ring_round(desk, time.round); }) && did) ++rung;
    }
    int told = 0;
    if (in_savepoint(desk.clerk.sql, [&] { told = tell_of_untaken(desk); })) rung += told;
    return rung;
}

}  // namespace sambung::store
