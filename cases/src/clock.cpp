#include "cases/clock.h"

#include <algorithm>

namespace sambung::cases {

namespace {

constexpr milliseconds nothing{0};
constexpr int most_questions = 2;              // to the citizen, in one verification
constexpr int days_for_answers = 5;            // working days, for all of them
constexpr std::chrono::days longest_hold{30};  // until a case that was put off is looked at

// Time as one target counts it.
class Count {
 public:
    Count(const Target& target, const Calendar& calendar) : target_(target), calendar_(calendar) {}

    // Less than nothing if `to` is before `from`.
    [[nodiscard]] milliseconds between(TimePoint from, TimePoint to) const {
        if (target_.counting == Counting::always) return to - from;
        return calendar_.open_time(from, to) - calendar_.open_time(to, from);
    }

    [[nodiscard]] TimePoint after(TimePoint at, milliseconds span) const {
        const milliseconds forward = std::max(span, nothing);
        return target_.counting == Counting::always ? at + forward : calendar_.add_open_time(at, forward);
    }

    [[nodiscard]] TimePoint due(TimePoint at) const {
        if (target_.working_days > 0) return calendar_.add_working_days(at, target_.working_days);
        return after(at, target_.minutes);
    }

    [[nodiscard]] milliseconds length(TimePoint at) const { return between(at, due(at)); }

    // The deadline with `left` to go at `now`: before `now` if it is past, but never before the start.
    [[nodiscard]] TimePoint due_with(milliseconds left, TimePoint started, TimePoint now) const {
        return after(started, between(started, now) + left);
    }

 private:
    const Target& target_;
    const Calendar& calendar_;
};

}  // namespace

Clock start(ClockKind kind, Target target, const Calendar& calendar, TimePoint at) {
    return {.kind = kind, .target = target, .started = at, .due = Count{target, calendar}.due(at)};
}

Clock start_until(ClockKind kind, Target target, TimePoint at, TimePoint due) {
    return {.kind = kind, .target = target, .started = at, .due = due};
}

Clock pause(Clock clock, const Calendar& calendar, TimePoint at) {
    if (!running(clock)) return clock;
    clock.left = Count{clock.target, calendar}.between(at, clock.due);
    clock.paused_since = at;
    return clock;
}

Clock resume(Clock clock, const Calendar& calendar, TimePoint at) {
    if (!clock.paused_since || clock.stopped) return clock;
    const Count count{clock.target, calendar};
    clock.paused += std::max(count.between(*clock.paused_since, at), nothing);
    clock.due = count.due_with(clock.left, clock.started, at);
    clock.left = nothing;
    clock.paused_since.reset();
    return clock;
}

Clock stop(Clock clock, TimePoint at) {
    if (!clock.stopped) clock.stopped = at;
    return clock;
}

Clock breach(Clock clock, TimePoint at) {
    if (running(clock) && !clock.breached) clock.breached = at;
    return clock;
}

Clock retarget(Clock clock, Target target, const Calendar& calendar, TimePoint at) {
    if (clock.stopped) return clock;
    const Count was{clock.target, calendar};
    const Count is{target, calendar};
    const TimePoint now = clock.paused_since.value_or(at);
    const milliseconds spent = was.between(clock.started, now) - clock.paused;
    const milliseconds left = clock.paused_since ? clock.left : was.between(now, clock.due);
    const milliseconds spent_by_others = was.length(clock.started) - left - spent;  // before start_until()
    const milliseconds kept = std::min(spent, is.between(clock.started, now));

    clock.target = target;
    clock.paused = is.between(clock.started, now) - kept;
    const milliseconds now_left = is.length(clock.started) - spent_by_others - kept;
    const bool whole = spent_by_others == nothing && clock.paused == nothing;
    if (clock.paused_since) {
        clock.left = now_left;
    } else {
        clock.due = whole ? is.due(clock.started) : is.due_with(now_left, clock.started, now);
    }
    return clock;
}

bool running(const Clock& clock) { return !clock.stopped && !clock.paused_since; }

bool overdue(const Clock& clock, TimePoint now) { return running(clock) && clock.due <= now; }

std::optional<TimePoint> first_due(std::span<const Clock> clocks) {
    std::optional<TimePoint> first;
    for (const Clock& clock : clocks)
        if (running(clock) && (!first || clock.due < *first)) first = clock.due;
    return first;
}

TimePoint at_percent(const Clock& clock, int percent, const Calendar& calendar) {
    const Count count{clock.target, calendar};
    const TimePoint due =
        clock.paused_since ? count.due_with(clock.left, clock.started, *clock.paused_since) : clock.due;
    if (percent == 100) return due;
    if (percent > 100)
        return count.after(std::max(due, clock.started), count.length(clock.started) * (percent - 100) / 100);
    const milliseconds whole = std::max(count.between(clock.started, due) - clock.paused, nothing);
    return std::min(due, count.after(clock.started, whole * std::max(percent, 0) / 100 + clock.paused));
}

namespace {

milliseconds left_for_answers(const Clock& clock, const Calendar& calendar, TimePoint at) {
    const Count count{clock.target, calendar};
    return count.between(at, calendar.add_working_days(at, days_for_answers)) - clock.paused;
}

}  // namespace

bool may_pause(const Clock& clock, int times, PauseReason reason, const Calendar& calendar, TimePoint at) {
    if (!running(clock)) return false;
    switch (reason) {
        case PauseReason::asked_citizen:
            return (clock.kind == ClockKind::verify || clock.kind == ClockKind::ack) && times < most_questions &&
                   left_for_answers(clock, calendar, at) > nothing;
        case PauseReason::on_hold:
            return clock.kind == ClockKind::act;
    }
    return false;
}

TimePoint pause_ends(const Clock& clock, PauseReason reason, const Calendar& calendar, TimePoint since) {
    switch (reason) {
        case PauseReason::asked_citizen:
            return Count{clock.target, calendar}.after(since, left_for_answers(clock, calendar, since));
        case PauseReason::on_hold:
            return since + longest_hold;
    }
    return since;
}

}  // namespace sambung::cases
