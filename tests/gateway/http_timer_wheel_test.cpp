#include "http/timer_wheel.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>

namespace sambung::gateway {
namespace {

struct Alarm final : TimerWheel::Deadline {
    int rung = 0;
    TimerWheel* again = nullptr;

    void on_deadline() override {
        ++rung;
        if (again != nullptr) again->arm(*this, seconds{1});
    }
};

// The wheel turns when the test says so: its own timer would take an hour.
struct Wheel : testing::Test {
    void turn(int times) {
        for (int i = 0; i < times; ++i) wheel.turn();
    }

    boost::asio::io_context io;
    TimerWheel wheel{io.get_executor(), seconds{1}};
    Alarm alarm;
};

TEST_F(Wheel, RingsOnceNotEarlyAndAtMostATickLate) {
    wheel.arm(alarm, seconds{3});
    turn(3);
    EXPECT_EQ(alarm.rung, 0);
    turn(1);
    EXPECT_EQ(alarm.rung, 1);
    EXPECT_FALSE(alarm.is_armed());
    turn(300);
    EXPECT_EQ(alarm.rung, 1);
}

TEST_F(Wheel, RoundsPartsOfATickUp) {
    wheel.arm(alarm, milliseconds{2001});
    turn(3);
    EXPECT_EQ(alarm.rung, 0);
    turn(1);
    EXPECT_EQ(alarm.rung, 1);
}

TEST_F(Wheel, ALaterDeadlineReplacesTheEarlierOne) {
    wheel.arm(alarm, seconds{2});
    turn(2);
    wheel.arm(alarm, seconds{5});
    turn(5);
    EXPECT_EQ(alarm.rung, 0);
    turn(1);
    EXPECT_EQ(alarm.rung, 1);
}

TEST_F(Wheel, ADisarmedDeadlineIsSilent) {
    wheel.arm(alarm, seconds{1});
    alarm.disarm();
    turn(5);
    EXPECT_EQ(alarm.rung, 0);
}

TEST_F(Wheel, DeadlinesBeyondOneRoundRingInTheirOwnRound) {
    wheel.arm(alarm, seconds{300});
    turn(300);
    EXPECT_EQ(alarm.rung, 0);
    turn(1);
    EXPECT_EQ(alarm.rung, 1);
}

TEST_F(Wheel, ADeadlineMayArmItselfAgain) {
    alarm.again = &wheel;
    wheel.arm(alarm, seconds{1});
    turn(8);
    EXPECT_EQ(alarm.rung, 4);
}

TEST_F(Wheel, ADestroyedDeadlineIsForgotten) {
    std::optional<Alarm> brief{std::in_place};
    wheel.arm(*brief, seconds{1});
    wheel.arm(alarm, seconds{1});
    brief.reset();
    turn(2);
    EXPECT_EQ(alarm.rung, 1);
}

TEST_F(Wheel, ADeadlineOutlivesItsWheel) {
    auto brief = std::make_unique<TimerWheel>(io.get_executor(), seconds{1});
    brief->arm(alarm, seconds{1});
    brief.reset();
    EXPECT_FALSE(alarm.is_armed());
}

TEST(TimerWheel, RunsItsTimerOnlyWhileSomethingIsArmed) {
    boost::asio::io_context io;
    TimerWheel wheel{io.get_executor(), milliseconds{1}};
    Alarm alarm;
    wheel.arm(alarm, milliseconds{3});
    io.run();  // returns, so the timer has stopped
    EXPECT_EQ(alarm.rung, 1);
    wheel.arm(alarm, milliseconds{1});
    io.restart();
    io.run();
    EXPECT_EQ(alarm.rung, 2);
}

}  // namespace
}  // namespace sambung::gateway
