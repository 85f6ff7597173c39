// What units, their heads and citizens are told of a case, in the words of the herald.
#pragma once

#include "case_rows.h"
#include "desk.h"
#include "referral_rows.h"
#include "store/referrals.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::store {

// Tells a unit of its task.
void tell_unit(const Desk& desk, const CaseRow& row, const ReferralRow& referral, ToUnit::What what,
               std::string_view silent = {}, std::string_view note = {});
// Tells a unit that has no duty in it.
void copy_to(const Desk& desk, const CaseRow& row, std::string_view unit);
// Near danger that is no secret, the verifier of the kelurahan is asked to look; not where somebody rages or a child is concerned. Once a case.
void ask_first_eyes(const Desk& desk, const CaseRow& row);
// Tells the citizen, and whoever's case was merged into this one; nothing where news are none.
struct NewsOf {
    cases::News news = cases::News::none;
    std::string unit = {};
    std::optional<cases::Refusal> why = {};
    std::optional<cases::Ending> ending = {};
    std::optional<TimePoint> until = {};
    std::optional<cases::Question> question = {};
};
void tell_citizen(const Desk& desk, const CaseRow& row, const NewsOf& news);

// Whoever works on it hears that there is more to read.
void tell_of_more(const Desk& desk, const CaseRow& row);

// The same again for a unit that has not answered, or not in time.
void remind_unit(const Desk& desk, const CaseRow& row, const ReferralRow& referral);
// The head of the unit hears that it puts a case off again.
void tell_head_of_delay(const Desk& desk, const CaseRow& row, const ReferralRow& referral, TimePoint until);
// The head of the unit hears that it is silent or late.
void tell_head(const Desk& desk, const CaseRow& row, const ReferralRow& referral);

}  // namespace sambung::store
