// Asking units: at filing, when one hands back or is silent, when the citizen says that it did not help.
#pragma once

#include "case_rows.h"
#include "cases/clock.h"
#include "cases/office.h"
#include "cases/referral.h"
#include "deciding.h"
#include "desk.h"
#include "referral_rows.h"
#include "store/referrals.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// The unit is asked, and its clock starts; `due`: the rest of an earlier deadline. It is not told yet.
ReferralRow refer(Clerk& clerk, const cases::Office& office, const CaseRow& row, std::string_view unit, Role role,
                  std::optional<TimePoint> due = {});

// In the transaction that files it: the owner unit is asked. A P0 or P1 is referred with that; others stay filed until
// somebody answers. Danger to a unit whose shift nobody has opened goes to its backup as well. The task that the unit
// knows it by.
int refer_new(const Desk& desk, CaseRow& row, std::optional<TimePoint> due = {});
// The first that stands in for a silent unit and was not asked yet is asked beside it; whoever accepts first has it.
// `due`: the deadline of the silent one, none: the time of its urgency from now.
void ask_beside(const Desk& desk, const CaseRow& row, const std::string& silent, std::optional<TimePoint> due);
// The same at once for danger, where nobody has opened the shift of that unit and nobody else is asked.
void ask_beside_if_nobody(const Desk& desk, const CaseRow& row, const std::string& unit);
// A case that was raised or moved: its unit is asked, or goes on if it has it already, with a new deadline while it has
// not answered; whoever else was asked stays asked, unless it has a new unit or is told in confidence. `due`: the
// deadline stays.
int refer_anew(const Desk& desk, CaseRow& row, std::optional<TimePoint> due = {});

// All its units handed it back or were silent: the next is asked, and the citizen told that it is still open. Where
// all were asked before it stays with the city desk (in confidence, and a complaint about the office: with `last`), and
// a person must telephone (calls_due). `last`: the unit that had it, `why`: its reason, if it gave one.
void pass_on(const Desk& desk, CaseRow& row, std::string_view last, std::optional<cases::Refusal> why);

// The others that were asked about it are no more; `joined_with`: since it is worked on as that other ticket.
void relieve_others(const Desk& desk, const CaseRow& row, std::int64_t except, cases::ReferralStatus status,
                    std::string_view joined_with = {});

// A person must telephone: an open call, an event, and the head is rung.
void call_for_a_person(const Desk& desk, const CaseRow& row, const ReferralRow& referral);

// Whoever was asked beside a unit that handed it back is its owner now, with the rest of the ladder.
void make_owner(const Desk& desk, CaseRow& row, const ReferralRow& backup, cases::Refusal why);
// Whoever was asked beside the owner accepted first, and has it.
void accept_for(const Desk& desk, CaseRow& row, const std::string& unit);
// SELESAI 3: another unit is to act. The city desk is asked to place it, with the rest of the first deadline; in
// confidence, as a complaint about the office and for the desk itself whoever stands in, and a person where nobody
// does.
void hand_on(const Desk& desk, CaseRow& row, const std::string& last);
// A verifier has answered `what`: the unit above them has it now, with the rest of the first deadline, and acts on it.
void hand_up(const Desk& desk, CaseRow& row, const std::string& verifier, std::string_view what);
// By hand: that unit is asked and told, whoever else was asked is relieved, and the citizen hears who has it.
void move_to(const Desk& desk, CaseRow& row, const Reassignment& to);

// Of a running clock, when it must be looked at.
[[nodiscard]] std::optional<TimePoint> wake_of(const cases::Office& office, Urgency urgency, const cases::Clock& clock,
                                               TimePoint after);

}  // namespace sambung::store
