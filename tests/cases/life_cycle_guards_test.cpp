// Who may take which step, and what must hold for it.
#include "cases/life_cycle.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <tuple>

namespace sambung::cases {
namespace {

using enum Status;
using namespace std::chrono_literals;

constexpr TimePoint now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

// Everything holds that can hold at once.
Facts favourable() {
    return {.urgency = Urgency::p3,
            .described = true,
            .asked = true,
            .reminded = true,
            .open_referrals = 1,
            .accepted_referrals = 1,
            .twin_named = true,
            .review = now + 24h,
            .ended = now - 24h,
            .now = now};
}

Errc why(Status from, Status to, Actor actor, const Facts& facts) {
    const Result<CaseStep> taken = step(from, to, actor, facts);
    return taken ? Errc::internal : taken.error().code;  // internal: it was taken
}
constexpr Errc taken = Errc::internal;

TEST(LifeCycleGuards, NeverLetSilenceOrOneMessageEndWhatIsUrgentOrSensitive) {
    for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4}) {
        Facts facts = favourable();
        facts.urgency = urgency;
        const bool may = urgency >= Urgency::p3;
        EXPECT_EQ(why(filed, cancelled, Actor::citizen, facts), may ? taken : Errc::refused) << name(urgency);
        EXPECT_EQ(why(need_info, closed, Actor::system, facts), may ? taken : Errc::refused) << name(urgency);
        EXPECT_EQ(why(resolved, closed, Actor::system, facts), rings(urgency) ? Errc::refused : taken);
        facts.sensitive = true;
        EXPECT_EQ(why(filed, cancelled, Actor::citizen, facts), Errc::refused) << name(urgency);
        EXPECT_EQ(why(need_info, closed, Actor::system, facts), Errc::refused) << name(urgency);
    }
}

TEST(LifeCycleGuards, LetNoUnitCloseACaseByHandingItBack) {
    for (const Status from : all_statuses)
        for (const Status to : {closed, cancelled, merged})
            EXPECT_NE(why(from, to, Actor::unit, favourable()), taken) << name(from) << " -> " << name(to);
}

TEST(LifeCycleGuards, ResolveOnlyWhenNobodyOwesAnythingAndSomebodyHelped) {
    Facts facts = favourable();
    EXPECT_EQ(why(in_progress, resolved, Actor::unit, facts), Errc::refused) << "another unit is at it";
    facts.open_referrals = facts.accepted_referrals = 0;
    EXPECT_EQ(why(in_progress, resolved, Actor::unit, facts), Errc::refused) << "nobody reported an outcome";
    facts.done_referrals = 1;
    EXPECT_EQ(why(in_progress, resolved, Actor::unit, facts), taken);
    EXPECT_EQ(why(in_progress, triaged, Actor::system, facts), Errc::refused) << "it was not handed back";
}

TEST(LifeCycleGuards, TakeItBackToTriageWhenAllHandedItBack) {
    Facts facts = favourable();
    EXPECT_EQ(why(referred, triaged, Actor::system, facts), Errc::refused);
    facts.open_referrals = facts.accepted_referrals = 0;
    EXPECT_EQ(why(referred, triaged, Actor::system, facts), taken);
    EXPECT_EQ(step(referred, triaged, Actor::system, facts)->news, News::handed_back);
}

TEST(LifeCycleGuards, HoldACaseForThirtyDaysAtMost) {
    for (const auto& [days, may] : {std::pair{0, false}, {1, true}, {30, true}, {31, false}}) {
        Facts facts = favourable();
        facts.review = now + std::chrono::days{days};
        EXPECT_EQ(why(in_progress, on_hold, Actor::unit, facts), may ? taken : Errc::refused) << days;
    }
    Facts facts = favourable();
    facts.review.reset();
    EXPECT_EQ(why(in_progress, on_hold, Actor::unit, facts), Errc::refused);
}

TEST(LifeCycleGuards, LetCitizensReopenForThirtyDaysAndSupervisorsAlways) {
    Facts facts = favourable();
    facts.ended = now - 30 * 24h;
    EXPECT_EQ(why(closed, triaged, Actor::citizen, facts), taken);
    facts.ended = now - 30 * 24h - 1s;
    EXPECT_EQ(why(closed, triaged, Actor::citizen, facts), Errc::refused);
    EXPECT_EQ(why(closed, triaged, Actor::supervisor, facts), taken);
    EXPECT_EQ(why(closed, triaged, Actor::staff, facts), Errc::refused);
    facts.ended = now;
    facts.prank = true;
    EXPECT_EQ(why(closed, triaged, Actor::citizen, facts), Errc::refused);
}

TEST(LifeCycleGuards, SayWhatDoesNotHold) {
    const Result<CaseStep> refused = step(referred, in_progress, Actor::unit, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "referred to in_progress: 'accepted' does not hold");
    EXPECT_EQ(step(filed, resolved, Actor::staff, {}).error().code, Errc::too_late);
    EXPECT_EQ(step(merged, triaged, Actor::citizen, {}).error().detail,
              "merged to triaged is not a step of the citizen");
}

TEST(LifeCycleGuards, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const Guard guard : all_guards) names.insert(name(guard));
    EXPECT_EQ(names.size(), std::size(all_guards));
    EXPECT_FALSE(names.contains(""));
    EXPECT_EQ(name(Guard::twin_named), "twin_named");
    EXPECT_EQ(name(News::late), "late");
}

TEST(LifeCycleGuards, StandInTheTableOnceEach) {
    std::set<std::tuple<Status, Status, unsigned>> seen;
    for (const CaseStep& one : all_steps()) {
        EXPECT_NE(one.from, one.to);
        EXPECT_NE(one.actors, 0);
        for (const Actor actor : all_actors)
            if (one.may(actor))
                EXPECT_TRUE(seen.insert({one.from, one.to, static_cast<unsigned>(actor)}).second)
                    << name(one.from) << " -> " << name(one.to) << " by " << name(actor);
    }
}

}  // namespace
}  // namespace sambung::cases
