// What is done about a referral that nobody answers. The office's ladder as data, and the next rung of it as a moment.
// The scheduler wakes at next_rung() and then takes what due_rung() names, one after the other:
//
//     while (const auto due = due_rung(urgency, ack, calendar, since, now)) {
//         …                              // remind, ring, pass on
//         ack = take(ack, *due, now);
//         since = now;
//     }
//     const auto wake = next_rung(urgency, ack, calendar, now);
//
// So after a stop of any length each rung that was missed is taken once, in order, and a reminder is given once however
// many were missed.
#pragma once

#include "cases/calendar.h"
#include "cases/clock.h"
#include "model/time.h"
#include "model/urgency.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sambung::cases {

enum class Rung : std::uint8_t {
    remind,  // the unit's duty is told again
    breach,  // an event; the head of the unit and the citizen are told
    backup,  // the unit that stands in gets it too (P0: the second duty officer); the first to accept has it
    head,    // the head of the office's section is rung
    desk,    // the city desk takes it
    call     // somebody must telephone and tick it off
};
inline constexpr Rung all_rungs[] = {Rung::remind, Rung::breach, Rung::backup, Rung::head, Rung::desk, Rung::call};
[[nodiscard]] std::string_view name(Rung rung);  // "remind", … as stored
[[nodiscard]] std::optional<Rung> rung_from(std::string_view name);

// When: minutes after sending if `percent` is 0, else that share of the ack clock's time.
struct Step {
    std::chrono::minutes after{0};
    int percent = 0;
    Rung rung = Rung::remind;
};

// From the foot up. The repeated reminder of P0 and P1 is no step of it.
[[nodiscard]] std::span<const Step> ladder_of(Urgency urgency);

// How often the duty is told again until TERIMA, from the moment of sending: each minute for P0 and P1. Once the top of
// the ladder is taken P0 goes on every 5 minutes. Nothing for the others.
[[nodiscard]] std::optional<std::chrono::minutes> repeat_of(Urgency urgency, const Clock& ack);

struct Due {
    TimePoint at;
    Rung rung = Rung::remind;
    int step = 0;  // what the clock's `step` is once it is taken; a repeated reminder leaves it

    bool operator==(const Due&) const = default;
};

// The next thing that falls due, rung or repeated reminder; a reminder goes before a rung of the same moment. A rung
// that was missed has an `at` before `after`; a reminder is always later than `after`. Where only the office's hours
// count, nothing but a breach falls outside of them: what was missed waits for the office to open. Nothing if the clock
// does not run or the ladder is at its end.
[[nodiscard]] std::optional<Due> next_rung(Urgency urgency, const Clock& ack, const Calendar& calendar,
                                           TimePoint after);
// What is to be done at `now`, if anything. `since`: when something was last done, or when it was sent.
[[nodiscard]] std::optional<Due> due_rung(Urgency urgency, const Clock& ack, const Calendar& calendar, TimePoint since,
                                          TimePoint now);
// The clock with that rung taken at `now`; a breach is written on it.
[[nodiscard]] Clock take(Clock ack, const Due& due, TimePoint now);

// The step to go on from when the urgency of a referral changes: rungs at the foot of the new ladder that were taken on
// the old one are not taken again.
[[nodiscard]] int step_on(Urgency is, Urgency was, int step);

}  // namespace sambung::cases
