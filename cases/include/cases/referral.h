// What a unit is asked to do about a case, and how far it has come. A case has as many referrals as units were asked;
// a unit that hands one back never closes the case.
#pragma once

#include "cases/report.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::cases {

enum class ReferralStatus : std::uint8_t {
    sent,
    seen,  // somebody of the unit opened it; that answers nothing
    accepted,
    rejected,   // handed back before it was accepted, with a reason
    returned,   // handed back after that, with a reason
    done,       // with an outcome (cases::Ending)
    withdrawn,  // another unit has it
    expired     // nobody answered in time
};
inline constexpr ReferralStatus all_referral_statuses[] = {
    ReferralStatus::sent,     ReferralStatus::seen, ReferralStatus::accepted,  ReferralStatus::rejected,
    ReferralStatus::returned, ReferralStatus::done, ReferralStatus::withdrawn, ReferralStatus::expired};
[[nodiscard]] std::string_view name(ReferralStatus status);  // "sent", … as stored
[[nodiscard]] std::optional<ReferralStatus> referral_status_from(std::string_view name);

// Why a unit hands it back: its reply "TOLAK 1" to "TOLAK 9" in this order; then what is said otherwise.
enum class Refusal : std::uint8_t {
    other_area,
    not_our_duty,
    lacks_data,
    not_eligible,
    quota_used_up,
    cannot_be_reached,
    already_handled,
    duplicate,
    no_capacity,
    own_family  // a verifier's TUNDA 4
};
inline constexpr Refusal all_refusals[] = {Refusal::other_area,      Refusal::not_our_duty,  Refusal::lacks_data,
                                           Refusal::not_eligible,    Refusal::quota_used_up, Refusal::cannot_be_reached,
                                           Refusal::already_handled, Refusal::duplicate,     Refusal::no_capacity,
                                           Refusal::own_family};
inline constexpr int most_refusals_told = 9;            // TOLAK 9
[[nodiscard]] std::string_view name(Refusal refusal);   // "luar_wilayah", … as stored
[[nodiscard]] std::string_view words(Refusal refusal);  // "di luar wilayahnya", as citizens and officers read it
[[nodiscard]] std::optional<Refusal> refusal_from(std::string_view name);

// True if the step is in the life-cycle's table; the store refuses every other. Staying is no step.
[[nodiscard]] bool allowed(ReferralStatus from, ReferralStatus to);
[[nodiscard]] bool is_open(ReferralStatus status);     // sent, seen, accepted: the unit still owes something
[[nodiscard]] bool is_waiting(ReferralStatus status);  // sent, seen: nobody has answered yet

}  // namespace sambung::cases
