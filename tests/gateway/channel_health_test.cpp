#include "channel_health.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using adapters::Verdict;

TEST(ChannelHealth, FallsWithFailuresInARowAndRisesWithOneSuccess) {
    ChannelHealth health;
    EXPECT_EQ(health.now(), Health::ok);
    for (const Verdict verdict : {Verdict::retry, Verdict::throttled, Verdict::unknown, Verdict::retry}) {
        health.met(verdict);
        EXPECT_EQ(health.now(), Health::degraded);
    }
    health.met(Verdict::retry);
    EXPECT_EQ(health.now(), Health::down);
    health.met(Verdict::accepted);
    EXPECT_EQ(health.now(), Health::ok);
}

TEST(ChannelHealth, APersonWhoCannotBeReachedIsNoFaultOfTheChannel) {
    ChannelHealth health;
    health.met(Verdict::retry);
    health.met(Verdict::our_bug);
    EXPECT_EQ(health.now(), Health::degraded) << "what we got wrong says nothing about it";
    health.met(Verdict::permanent);
    EXPECT_EQ(health.now(), Health::ok);
}

TEST(ChannelHealth, IsDownUntilAMessageIsTakenAgainOnceAPersonMustAct) {
    ChannelHealth health;
    health.met(Verdict::alarm);
    EXPECT_EQ(health.now(), Health::down);
    health.met(Verdict::retry);
    EXPECT_EQ(health.now(), Health::down);
    health.met(Verdict::accepted);
    EXPECT_EQ(health.now(), Health::ok);
}

TEST(ChannelHealth, SuspendedHidesTheRest) {
    ChannelHealth health;
    health.connected(false);
    EXPECT_EQ(health.now(), Health::down);
    health.suspended(true);
    EXPECT_EQ(health.now(), Health::suspended);
    health.suspended(false);
    EXPECT_EQ(health.now(), Health::down);
    health.connected(true);
    EXPECT_EQ(health.now(), Health::ok);
}

TEST(ChannelHealth, GoneIsMoreThanSuspended) {
    ChannelHealth health;
    health.met(Verdict::gone);
    EXPECT_EQ(health.now(), Health::ok) << "the books decide, and say so with the next lease";
    health.suspended(true);
    health.gone(true);
    EXPECT_EQ(health.now(), Health::gone);
    health.suspended(false);
    health.gone(false);
    EXPECT_EQ(health.now(), Health::ok);
}

}  // namespace
}  // namespace sambung::gateway
