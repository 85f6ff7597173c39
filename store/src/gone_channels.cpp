#include "store/gone_channels.h"

#include "call_rows.h"
#include "case_rows.h"
#include "channel_books.h"
#include "referral_rows.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

constexpr int most_at_once = 64;

struct Waiting {
    std::int64_t id = 0;
    std::string channel;
    PersonId person;
    std::optional<std::int64_t> about;
};

// What is with the provider just now is settled first.
std::vector<Waiting> waiting_in_vain(Sql& sql) {
    std::vector<Waiting> found;
    for (Query row =
             sql.query("SELECT id, channel, person, about FROM outbox WHERE ready IS NOT NULL AND state = 'queued'"
                       " AND channel IN (SELECT channel FROM channel_pauses WHERE gone = 1) ORDER BY id LIMIT ?",
                       most_at_once);
         row.next();)
        found.push_back({row.integer(0), std::string{row.text(1)}, row.person(2),
                         row.null(3) ? std::nullopt : std::optional{row.integer(3)}});
    return found;
}

std::vector<cases::DutyAddress> all_duty(const cases::Unit& unit) {
    std::vector<cases::DutyAddress> all = unit.duty;
    if (!unit.shifts) return all;
    for (const cases::Shift& shift : unit.shifts->shifts()) all.insert(all.end(), shift.duty.begin(), shift.duty.end());
    return all;
}

// The unit that this address is the duty of; null where the pack has it no more.
const cases::Unit* unit_at(const Keys& keys, const cases::Office& office, const Waiting& message) {
    const auto is_theirs = [&](const cases::DutyAddress& duty) {
        return duty.channel == message.channel && keys.person(duty.channel, duty.address) == message.person;
    };
    const auto found = std::ranges::find_if(
        office.units, [&](const cases::Unit& unit) { return std::ranges::any_of(all_duty(unit), is_theirs); });
    return found == office.units.end() ? nullptr : &*found;
}

bool has_another_address(Sql& sql, const cases::Unit& unit) {
    return std::ranges::any_of(all_duty(unit), [&](const cases::DutyAddress& duty) {
        return pause_of(sql, duty.channel) != ChannelPause::gone;
    });
}

// True if a call is due now that was not before.
bool call_instead(Clerk& clerk, const cases::Office& office, const Waiting& message) {
    if (!message.about) return false;
    const std::optional<CaseRow> row = case_by_id(clerk.sql, *message.about);
    if (!row || !cases::is_open(row->status)) return false;
    const cases::Unit* unit = unit_at(clerk.keys, office, message);
    if (unit != nullptr && has_another_address(clerk.sql, *unit)) return false;
    std::optional<std::int64_t> task;
    for (const ReferralRow& one : referrals_of(clerk.sql, row->id))
        if (unit != nullptr && one.unit == unit->code && cases::is_open(one.status)) task = one.id;
    return open_call(clerk, {.case_id = row->id, .unit = row->unit, .referral = task});
}

PassedBy pass_by(Clerk& clerk, const cases::Office& office) {
    PassedBy passed;
    for (const Waiting& one : waiting_in_vain(clerk.sql)) {
        clerk.sql.run(
            "UPDATE outbox SET state = 'failed', code = ?3, ready = NULL, payload = NULL, changed = ?2 WHERE id = ?1",
            one.id, clerk.now, passed_by_code);
        ++passed.messages;
        passed.calls += call_instead(clerk, office, one) ? 1 : 0;
    }
    return passed;
}

}  // namespace

Task<Result<PassedBy>> pass_by_gone_channels(Database& database, const Keys& keys,
                                             std::shared_ptr<const cases::Office> office, TimePoint now) {
    const Result<bool> any =
        co_await database.read([](Sql& sql) -> Result<bool> { return !waiting_in_vain(sql).empty(); });
    if (!any) co_return std::unexpected(any.error());
    if (!*any) co_return PassedBy{};
    co_return co_await database.write(Lane::ordinary, [&keys, office, now](Sql& sql) -> Result<PassedBy> {
        Clerk clerk(sql, keys, now);
        return pass_by(clerk, *office);
    });
}

}  // namespace sambung::store
