#include "seen.h"

#include "aliases.h"
#include "cases/on_duty.h"
#include "events.h"
#include "outbox.h"
#include "referral_rows.h"

#include <algorithm>

namespace sambung::store {

namespace {

bool rings_at(Clerk& clerk, const cases::Office& office, std::string_view code, PersonId person) {
    const cases::Unit* unit = office.unit(code);
    if (unit == nullptr) return false;
    return std::ranges::any_of(cases::numbers_of(*unit), [&](const std::string& number) {
        const PersonId its = clerk.keys.person({}, number);
        return its == person || canonical(clerk.sql, its) == person;
    });
}

}  // namespace

void note_seen(Clerk& clerk, const cases::Office& office, const std::string& channel, const StatusUpdate& update) {
    const std::optional<ReadMessage> read = read_message(clerk.sql, channel, update);
    if (!read) return;
    for (const ReferralRow& one : referrals_of(clerk.sql, read->case_id)) {
        if (one.status != cases::ReferralStatus::sent || read->queued < one.sent) continue;
        if (!rings_at(clerk, office, one.unit, read->person)) continue;
        set_referral(clerk, one, {.status = cases::ReferralStatus::seen});
        append_event(clerk,
                     {"referral.seen", "unit", one.case_id, Meta{}.add("unit", one.unit).add("task", one.task).json()});
    }
}

}  // namespace sambung::store
