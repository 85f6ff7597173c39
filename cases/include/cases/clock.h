// Deadlines as values: a clock starts, pauses, goes on, is stopped, and says when a share of its time is used. Nothing
// here reads the time or sleeps: moments come in, moments go out, and the store keeps a clock as a row. docs/clocks.md
// has the tables for the office.
#pragma once

#include "cases/calendar.h"
#include "cases/office.h"
#include "cases/report.h"
#include "model/time.h"
#include "model/urgency.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sambung::cases {

// What is waited for.
enum class ClockKind : std::uint8_t {
    verify,   // filed -> triaged
    ack,      // referral sent -> accepted or handed back; seeing it stops nothing
    arrive,   // accepted -> on site; P0 and P1 only
    act,      // accepted -> done
    confirm,  // resolved -> closed by silence; none for P0 and P1, which never close by themselves
    review    // on hold -> looked at again
};
inline constexpr ClockKind all_clock_kinds[] = {ClockKind::verify, ClockKind::ack,     ClockKind::arrive,
                                                ClockKind::act,    ClockKind::confirm, ClockKind::review};
[[nodiscard]] std::string_view name(ClockKind kind);  // "verify", … as stored
[[nodiscard]] std::optional<ClockKind> clock_kind_from(std::string_view name);

// Which time counts: round the clock, or only while the office works.
enum class Counting : std::uint8_t { always, office };
inline constexpr Counting all_countings[] = {Counting::always, Counting::office};
[[nodiscard]] std::string_view name(Counting counting);  // "always", "office"
[[nodiscard]] std::optional<Counting> counting_from(std::string_view name);

// How long it may take: minutes, or working days if there are any (Calendar::add_working_days). Working days go with
// Counting::office.
struct Target {
    Counting counting = Counting::always;
    std::chrono::minutes minutes{0};
    int working_days = 0;

    bool operator==(const Target&) const = default;
};

// By how urgent a case is; nothing where there is no such clock. The outer bounds are those of LAPOR! (forwarded within
// 3 working days, answered within 5, closed after 10 of silence). `review` is the longest that a case may be put off.
[[nodiscard]] std::optional<Target> target_of(ClockKind kind, Urgency urgency);
// The same for the unit that is waited for: hours count day and night where it works round the clock.
[[nodiscard]] std::optional<Target> target_of(ClockKind kind, Urgency urgency, const Unit& unit);

// Whether a case in that status may have such a clock, running or paused. Others are stopped when it gets there, so a
// case that is closed, cancelled or merged has none.
[[nodiscard]] bool may_run(ClockKind kind, Status status);

enum class PauseReason : std::uint8_t { asked_citizen, on_hold };
inline constexpr PauseReason all_pause_reasons[] = {PauseReason::asked_citizen, PauseReason::on_hold};
[[nodiscard]] std::string_view name(PauseReason reason);  // "asked_citizen", "on_hold" as stored
[[nodiscard]] std::optional<PauseReason> pause_reason_from(std::string_view name);

// A value; a store's row is made of it. "In its counting" means time of work if the target counts that, else any time.
struct Clock {
    ClockKind kind = ClockKind::verify;
    Target target;
    TimePoint started;
    TimePoint due;           // means nothing while paused
    milliseconds left{0};    // while paused: what is left, in its counting; less than nothing if it was late already
    milliseconds paused{0};  // pauses taken so far, without the one that goes on, in its counting
    std::optional<TimePoint> paused_since = {};
    std::optional<TimePoint> stopped = {};
    std::optional<TimePoint> breached = {};  // when it was found late, and said so
    int step = 0;                            // of its ladder (ladder.h), taken so far

    bool operator==(const Clock&) const = default;
};

[[nodiscard]] Clock start(ClockKind kind, Target target, const Calendar& calendar, TimePoint at);
// Runs out the rest of another's deadline: a case that is routed anew keeps its first one. `due` may be past already;
// what is done after a deadline then counts from `at` (at_percent).
[[nodiscard]] Clock start_until(ClockKind kind, Target target, TimePoint at, TimePoint due);

// Each leaves a clock as it is where the step makes no sense: pausing what is paused or stopped, resuming what runs,
// stopping twice, breaching twice, changing what is stopped.
[[nodiscard]] Clock pause(Clock clock, const Calendar& calendar, TimePoint at);
// Goes on with what was left. A clock that was almost out, or late, is due at once: pausing heals nothing.
[[nodiscard]] Clock resume(Clock clock, const Calendar& calendar, TimePoint at);
[[nodiscard]] Clock stop(Clock clock, TimePoint at);
[[nodiscard]] Clock breach(Clock clock, TimePoint at);
// Another urgency: time spent and pauses taken stay, so the new deadline may be past already. Time is taken over as it
// was counted: a weekend that was free stays free; hours of the night are given back where they no longer count.
[[nodiscard]] Clock retarget(Clock clock, Target target, const Calendar& calendar, TimePoint at);

[[nodiscard]] bool running(const Clock& clock);
[[nodiscard]] bool overdue(const Clock& clock, TimePoint now);  // running, and `due` has come
// The earliest deadline of those that run: what the queue is sorted by, and when it must be looked at again.
[[nodiscard]] std::optional<TimePoint> first_due(std::span<const Clock> clocks);

// When `percent` of the time is used; 100 is `due`. Over 100 it goes on from `due` (from the start, if that is later)
// in the same hours, by shares of the whole target. Exact for moments after the last pause; those before it are told no
// later than its end. While paused: as if it went on the moment it paused.
[[nodiscard]] TimePoint at_percent(const Clock& clock, int percent, const Calendar& calendar);

// Whether a running clock may be paused for that reason after so many pauses. Asking the citizen pauses `verify`
// and `ack`, at most twice and for 5 working days in all; putting a case off pauses `act`. Nothing pauses the others.
[[nodiscard]] bool may_pause(const Clock& clock, int times, PauseReason reason, const Calendar& calendar, TimePoint at);
// When a pause must end: asking the citizen after what is left of the 5 working days, being on hold after 30 days.
[[nodiscard]] TimePoint pause_ends(const Clock& clock, PauseReason reason, const Calendar& calendar, TimePoint since);

}  // namespace sambung::cases
