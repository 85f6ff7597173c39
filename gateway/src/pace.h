// How fast a channel may send. A bucket that fills with time and may go into debt, so that a message which was leased
// is never held back: what it cost is waited for before the next one is leased.
#pragma once

#include "model/message.h"
#include "model/time.h"

#include <cstdint>

namespace sambung::gateway {

// What a provider counts: the segments of an SMS, one for another message.
[[nodiscard]] int units_of(const Outbound& message, ChannelKind kind);

// Of one thread.
class Pace {
 public:
    // Units a second, and as many at once after a pause; 0: as fast as it goes.
    explicit Pace(int per_second) : per_second_(per_second), room_(full()) {}

    // Messages that may begin now, `most` at most.
    [[nodiscard]] int room(TimePoint now, int most);
    void spend(int units) { room_ -= thousandths * units; }
    // Until one may begin; zero if it may now.
    [[nodiscard]] milliseconds wait() const;

 private:
    static constexpr std::int64_t thousandths = 1000;
    [[nodiscard]] std::int64_t full() const { return thousandths * per_second_; }

    int per_second_;
    std::int64_t room_;  // thousandths of a unit; below zero: debt
    TimePoint filled_{};
};

}  // namespace sambung::gateway
