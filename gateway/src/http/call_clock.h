// The time that one call of ours has, from its first wait to its last.
#pragma once

#include "http/timer_wheel.h"

#include <functional>
#include <utility>

namespace sambung::gateway {

class CallClock final : public TimerWheel::Deadline {
 public:
    CallClock(TimerWheel& wheel, milliseconds time) : wheel_(wheel), time_(time) { wheel.arm(*this, time); }

    // It went on: the time begins anew.
    void begin_anew() {
        if (!over_) wheel_.arm(*this, time_);
    }

    [[nodiscard]] bool is_over() const { return over_; }

    // Whom to wake when the time is over; replaces whoever was named before.
    void wakes(std::function<void()> wake) { wake_ = std::move(wake); }
    void wakes_nobody() { wake_ = nullptr; }

 private:
    void on_deadline() override {
        over_ = true;
        if (wake_) wake_();
    }

    TimerWheel& wheel_;
    milliseconds time_;
    std::function<void()> wake_;
    bool over_ = false;
};

}  // namespace sambung::gateway
