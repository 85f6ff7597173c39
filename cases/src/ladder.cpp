#include "cases/ladder.h"

#include "named.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::cases {

using std::chrono::minutes;

namespace {

constexpr std::string_view rung_names[] = {"remind", "breach", "backup", "head", "desk", "call"};
static_assert(std::size(rung_names) == std::size(all_rungs));

constexpr Step after(int minutes_after, Rung rung) { return {minutes{minutes_after}, 0, rung}; }
constexpr Step at_share(int percent, Rung rung) { return {minutes{0}, percent, rung}; }

constexpr Step ladder_of_p0[] = {after(3, Rung::backup), after(6, Rung::breach), after(6, Rung::head),
                                 after(10, Rung::call)};
constexpr Step ladder_of_p1[] = {at_share(100, Rung::breach), at_share(150, Rung::backup), at_share(200, Rung::desk),
                                 at_share(200, Rung::call)};
constexpr Step calm_ladder[] = {at_share(50, Rung::remind), at_share(100, Rung::breach), at_share(150, Rung::backup),
                                at_share(200, Rung::desk)};

struct Repeat {
    std::optional<minutes> climbing;
    std::optional<minutes> at_the_end;
};
constexpr Repeat repeats[] = {
    {minutes{1}, minutes{5}},  // P0
    {minutes{1}, {}},          // P1
    {},
    {},
    {},  // P2-P4: a step of the ladder reminds
};

bool at_the_end(Urgency urgency, int step) { return step >= std::ssize(ladder_of(urgency)); }

TimePoint moment_of(const Step& step, const Clock& ack, const Calendar& calendar) {
    if (step.percent != 0) return at_percent(ack, step.percent, calendar);
    return ack.started + step.after + ack.paused;
}

// Nobody is rung or reminded while the office is closed; that a deadline has passed is a fact at any hour.
TimePoint within_hours(TimePoint at, const Step& step, const Clock& ack, const Calendar& calendar, TimePoint after) {
    const TimePoint earliest = std::max(at, after);
    const bool waits = ack.target.counting == Counting::office && step.rung != Rung::breach;
    return waits && !calendar.open(earliest) ? calendar.next_opening(earliest) : at;
}

std::optional<Due> next_step(Urgency urgency, const Clock& ack, const Calendar& calendar, TimePoint after) {
    if (at_the_end(urgency, ack.step)) return std::nullopt;
    const int taken = std::max(ack.step, 0);
    const Step& step = ladder_of(urgency)[static_cast<std::size_t>(taken)];
    const TimePoint at = moment_of(step, ack, calendar);
    return Due{within_hours(at, step, ack, calendar, after), step.rung, taken + 1};
}

// The first mark of the repeated reminder that is later than `after`.
std::optional<Due> next_repeat(Urgency urgency, const Clock& ack, TimePoint after) {
    const auto every = repeat_of(urgency, ack);
    if (!every) return std::nullopt;
    const TimePoint sent = ack.started + ack.paused;
    const auto passed = std::max(after - sent, milliseconds{0}) / milliseconds{*every};
    return Due{sent + *every * (passed + 1), Rung::remind, ack.step};
}

std::optional<Due> earlier(const std::optional<Due>& reminder, const std::optional<Due>& step) {
    if (!reminder || !step) return reminder ? reminder : step;
    return reminder->at <= step->at ? reminder : step;
}

}  // namespace

std::string_view name(Rung rung) { return name_of(rung, rung_names); }
std::optional<Rung> rung_from(std::string_view name) { return value_named<Rung>(name, rung_names); }

std::span<const Step> ladder_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::p0:
            return ladder_of_p0;
        case Urgency::p1:
            return ladder_of_p1;
        case Urgency::p2:
        case Urgency::p3:
        case Urgency::p4:
            return calm_ladder;
    }
    return calm_ladder;
}

std::optional<minutes> repeat_of(Urgency urgency, const Clock& ack) {
    const Repeat& repeat = repeats[static_cast<std::size_t>(urgency)];
    return at_the_end(urgency, ack.step) ? repeat.at_the_end : repeat.climbing;
}

std::optional<Due> next_rung(Urgency urgency, const Clock& ack, const Calendar& calendar, TimePoint after) {
    if (!running(ack)) return std::nullopt;
    return earlier(next_repeat(urgency, ack, after), next_step(urgency, ack, calendar, after));
}

std::optional<Due> due_rung(Urgency urgency, const Clock& ack, const Calendar& calendar, TimePoint since,
                            TimePoint now) {
    if (!running(ack)) return std::nullopt;
    const auto due = earlier(next_repeat(urgency, ack, since), next_step(urgency, ack, calendar, now));
    return due && due->at <= now ? due : std::nullopt;
}

Clock take(Clock ack, const Due& due, TimePoint now) {
    ack.step = due.step;
    return due.rung == Rung::breach ? breach(ack, now) : ack;
}

int step_on(Urgency is, Urgency was, int step) {
    const auto old = ladder_of(was);
    const auto taken = old.first(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(step, 0, std::ssize(old))));
    const auto anew = std::ranges::find_if(ladder_of(is), [taken](const Step& next) {
        return std::ranges::find(taken, next.rung, &Step::rung) == taken.end();
    });
    return static_cast<int>(anew - ladder_of(is).begin());
}

}  // namespace sambung::cases
