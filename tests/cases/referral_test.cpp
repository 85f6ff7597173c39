#include "cases/referral.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace sambung::cases {
namespace {

using enum ReferralStatus;

TEST(Referral, TakesTheStepsOfTheTableAndNoOther) {
    const std::map<ReferralStatus, std::set<ReferralStatus>> steps = {
        {sent, {seen, accepted, rejected, withdrawn, expired}},
        {seen, {accepted, rejected, withdrawn, expired}},
        {accepted, {returned, done, withdrawn}},
    };
    for (const ReferralStatus from : all_referral_statuses)
        for (const ReferralStatus to : all_referral_statuses)
            EXPECT_EQ(allowed(from, to), steps.contains(from) && steps.at(from).contains(to))
                << name(from) << " -> " << name(to);
}

TEST(Referral, IsOpenWhileItsUnitOwesSomething) {
    for (const ReferralStatus status : all_referral_statuses) {
        EXPECT_EQ(is_open(status), status == sent || status == seen || status == accepted) << name(status);
        EXPECT_EQ(is_waiting(status), status == sent || status == seen) << name(status);
    }
}

TEST(Referral, NamesReadBack) {
    for (const ReferralStatus status : all_referral_statuses) EXPECT_EQ(referral_status_from(name(status)), status);
    for (const Refusal refusal : all_refusals) {
        EXPECT_EQ(refusal_from(name(refusal)), refusal);
        EXPECT_FALSE(words(refusal).empty());
    }
    EXPECT_EQ(referral_status_from("open"), std::nullopt);
    EXPECT_EQ(refusal_from(""), std::nullopt);
    EXPECT_EQ(name(all_refusals[0]), "luar_wilayah") << "TOLAK 1";
    EXPECT_EQ(name(all_refusals[8]), "kapasitas") << "TOLAK 9";
}

}  // namespace
}  // namespace sambung::cases
