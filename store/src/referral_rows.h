// Rows of `referrals`: opening, finding, and the one place where their status changes.
#pragma once

#include "case_rows.h"
#include "cases/referral.h"
#include "clerk.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

struct ReferralRow {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    std::string unit;
    bool backup = false;
    int task = 0;
    cases::ReferralStatus status = cases::ReferralStatus::sent;
    TimePoint sent{};
};

enum class Role : std::uint8_t { owner, backup };
// The first of these units is asked; its task number is one that none of them has open or had within a day.
[[nodiscard]] ReferralRow insert_referral(Clerk& clerk, std::int64_t case_id, const std::vector<std::string>& units,
                                          Role role);
// Nobody owes anything any more about a case that is over: all is withdrawn and no clock runs.
void stop_work_on(Clerk& clerk, std::int64_t case_id);
// When the case was filed, or taken up again the last time: what came before is another life.
[[nodiscard]] TimePoint life_began(Sql& sql, std::int64_t case_id);

[[nodiscard]] std::optional<ReferralRow> referral_by_id(Sql& sql, std::int64_t id);
[[nodiscard]] std::vector<ReferralRow> referrals_of(Sql& sql, std::int64_t case_id);
// Of these units, by task.
[[nodiscard]] std::vector<ReferralRow> open_referrals(Sql& sql, const std::vector<std::string>& units);
// The last one of these units that had that task, whatever became of it.
[[nodiscard]] std::optional<ReferralRow> last_with_task(Sql& sql, const std::vector<std::string>& units, int task);

// By which that unit knows an open case; 0: it was not asked, or has handed it back.
[[nodiscard]] int open_task(Sql& sql, const Ticket& ticket, std::string_view unit);

struct Answered {
    cases::ReferralStatus status = cases::ReferralStatus::accepted;
    std::optional<cases::Refusal> reason = {};
    std::optional<cases::Ending> outcome = {};
    std::optional<PersonId> officer = {};
};
// Throws if the life-cycle has no such step. The row as it is then.
ReferralRow set_referral(Clerk& clerk, const ReferralRow& row, const Answered& answered);

}  // namespace sambung::store
