#include "cases/clock.h"

#include "local_time.h"

#include <gtest/gtest.h>

#include <string>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using enum ClockKind;

constexpr Urgency urgencies[] = {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4};

constexpr Target always(minutes span) { return {Counting::always, span, 0}; }
constexpr Target office(minutes span) { return {Counting::office, span, 0}; }
constexpr Target days(int working) { return {Counting::office, 0min, working}; }

// 13 August 2026 is a Thursday, the 17th a holiday.
TimePoint barito(unsigned day, int hour, int minute) { return in_makassar(2026, 8, day, hour, minute); }

TEST(Targets, AreWhatTheOfficePromised) {
    struct Row {
        ClockKind kind;
        std::optional<Target> targets[5];  // P0 … P4
    };
    const auto none = std::nullopt;
    const Row rows[] = {
        {verify, {none, none, office(1h), days(1), days(2)}},
        {ack, {always(1min), always(15min), office(4h), days(2), days(3)}},
        {arrive, {always(60min), always(60min), none, none, none}},
        {act, {days(5), days(5), days(5), days(14), days(5)}},
        {confirm, {none, none, days(10), days(10), days(10)}},
        {review, {always(30 * 24h), always(30 * 24h), always(30 * 24h), always(30 * 24h), always(30 * 24h)}},
    };
    static_assert(std::size(rows) == std::size(all_clock_kinds));
    for (const Row& row : rows)
        for (const Urgency urgency : urgencies)
            EXPECT_EQ(target_of(row.kind, urgency), row.targets[static_cast<std::size_t>(urgency)])
                << name(row.kind) << ' ' << name(urgency);
}

TEST(Targets, CountHoursDayAndNightForUnitsThatWorkRoundTheClock) {
    Unit by_day;
    Unit by_day_and_night;
    by_day_and_night.open_24h = true;
    EXPECT_EQ(target_of(ack, Urgency::p2, by_day), office(4h));
    EXPECT_EQ(target_of(ack, Urgency::p2, by_day_and_night), always(4h));
    for (const Unit& unit : {by_day, by_day_and_night}) {
        EXPECT_EQ(target_of(ack, Urgency::p0, unit), always(1min));
        EXPECT_EQ(target_of(ack, Urgency::p3, unit), days(2)) << "working days stay";
        EXPECT_EQ(target_of(arrive, Urgency::p2, unit), std::nullopt);
    }
}

TEST(ClockNames, ReadBackAsWhatTheyName) {
    std::string kinds;
    for (const ClockKind kind : all_clock_kinds) {
        EXPECT_EQ(clock_kind_from(name(kind)), kind);
        kinds += std::string{name(kind)} + ' ';
    }
    EXPECT_EQ(kinds, "verify ack arrive act confirm review ");
    for (const Counting counting : all_countings) EXPECT_EQ(counting_from(name(counting)), counting);
    EXPECT_EQ(name(Counting::office), "office");
    for (const PauseReason reason : all_pause_reasons) EXPECT_EQ(pause_reason_from(name(reason)), reason);
    EXPECT_EQ(name(PauseReason::on_hold), "on_hold");
    for (const std::string_view wrong : {"", "Ack", "ack ", "0"}) {
        EXPECT_EQ(clock_kind_from(wrong), std::nullopt) << wrong;
        EXPECT_EQ(counting_from(wrong), std::nullopt) << wrong;
        EXPECT_EQ(pause_reason_from(wrong), std::nullopt) << wrong;
    }
}

TEST(Clocks, RunOnlyWhereTheyHaveSomethingToWaitFor) {
    using enum Status;
    struct Row {
        Status status;
        std::string clocks;
    };
    const Row rows[] = {
        {filed, "verify ack "},
        {need_info, "verify ack "},
        {triaged, ""},
        {referred, "ack "},
        {in_progress, "arrive act "},
        {on_hold, "arrive act review "},
        {resolved, "confirm "},
        {closed, ""},
        {cancelled, ""},
        {merged, ""},
    };
    static_assert(std::size(rows) == std::size(all_statuses));
    for (const Row& row : rows) {
        std::string clocks;
        for (const ClockKind kind : all_clock_kinds)
            if (may_run(kind, row.status)) clocks += std::string{name(kind)} + ' ';
        EXPECT_EQ(clocks, row.clocks) << name(row.status);
    }
}

TEST(Percent, FallsInTheHoursThatCount) {
    struct Row {
        const char* what;
        Calendar calendar;
        Target target;
        TimePoint started;
        TimePoint moments[4];  // 50, 100, 150, 200 %
    };
    const Row rows[] = {
        {"P1, round the clock, as the office closes",
         depok_week(),
         always(15min),
         august(14, 16, 25),
         {august(14, 16, 32) + 30s, august(14, 16, 40), august(14, 16, 47) + 30s, august(14, 16, 55)}},
        {"P2, office hours, over a night",
         depok_week(),
         office(4h),
         august(13, 10, 0),
         {august(13, 12, 0), august(13, 14, 0), august(13, 16, 0), august(14, 9, 30)}},
        {"P2, round the clock, over a night",
         depok_week(),
         always(4h),
         august(13, 22, 0),
         {august(14, 0, 0), august(14, 2, 0), august(14, 4, 0), august(14, 6, 0)}},
        {"P3, two working days of 6 + 9 + 2.5 h, over a long weekend",
         depok_week(),
         days(2),
         august(13, 10, 0),
         {august(14, 10, 15), august(18, 10, 0), august(19, 10, 15), august(20, 10, 30)}},
        {"P3, sent on Saturday: counts from the office's opening",
         depok_week(),
         days(1),
         august(15, 10, 0),
         {august(18, 8, 45), august(18, 10, 0), august(18, 11, 15), august(18, 12, 30)}},
        {"P2 in Makassar, Friday afternoon, with a noon break on Tuesday",
         barito_week(),
         office(4h),
         barito(14, 15, 0),
         {barito(18, 9, 0), barito(18, 11, 0), barito(18, 14, 0), barito(18, 16, 0)}},
        {"P3 in Makassar, two working days of 7 h",
         barito_week(),
         days(2),
         barito(11, 9, 0),
         {barito(12, 9, 0), barito(13, 9, 0), barito(14, 9, 0), barito(18, 9, 0)}},
    };
    for (const Row& row : rows) {
        const Clock clock = start(ack, row.target, row.calendar, row.started);
        EXPECT_EQ(clock.due, row.moments[1]) << row.what;
        for (int i = 0; i < 4; ++i)
            EXPECT_EQ(at_percent(clock, 50 * (i + 1), row.calendar), row.moments[i]) << row.what << ' ' << 50 * (i + 1);
    }
}

TEST(Percent, NeverGoesBack) {
    const Calendar calendar = depok_week();
    for (const Target target : {always(15min), office(4h), days(2)}) {
        const Clock plain = start(ack, target, calendar, august(14, 15, 50));
        const Clock paused = resume(pause(plain, calendar, august(14, 16, 1)), calendar, august(18, 9, 7));
        const Clock kept = start_until(ack, target, august(14, 15, 50), august(14, 15, 0));
        for (const Clock& clock : {plain, paused, kept})
            for (int percent = 1; percent <= 300; ++percent)
                ASSERT_LE(at_percent(clock, percent - 1, calendar), at_percent(clock, percent, calendar)) << percent;
    }
}

TEST(Percent, OfACaseRoutedAnewKeepsTheFirstDeadline) {
    const Calendar calendar = depok_week();
    struct Row {
        const char* what;
        TimePoint due;
        TimePoint moments[4];
    };
    const Row rows[] = {
        {"an hour is left: half an hour to the reminder, then the hours of the whole target",
         august(13, 11, 0),
         {august(13, 10, 30), august(13, 11, 0), august(13, 13, 0), august(13, 15, 0)}},
        {"past: breached already, but the new unit still has half a target until the backup gets it",
         august(13, 9, 0),
         {august(13, 9, 0), august(13, 9, 0), august(13, 12, 0), august(13, 14, 0)}},
    };
    for (const Row& row : rows) {
        const Clock clock = start_until(ack, office(4h), august(13, 10, 0), row.due);
        for (int i = 0; i < 4; ++i)
            EXPECT_EQ(at_percent(clock, 50 * (i + 1), calendar), row.moments[i]) << row.what << ' ' << 50 * (i + 1);
    }
}

TEST(Percent, IsOrdinaryTimeInAnOfficeThatNeverOpens) {
    const TimePoint now = august(13, 10, 0);
    const Clock hours = start(ack, office(4h), Calendar{}, now);
    EXPECT_EQ(at_percent(hours, 100, Calendar{}), now + 4h);
    const Clock working_days = start(ack, days(2), Calendar{}, now);
    EXPECT_EQ(at_percent(working_days, 200, Calendar{}), now) << "due at once: somebody must look at such a calendar";
}

TEST(Pause, TakesNoTime) {
    struct Row {
        const char* what;
        TimePoint started;
        TimePoint paused;
        TimePoint resumed;
        milliseconds left;
        milliseconds taken;
        TimePoint due;
        TimePoint three_quarters;
    };
    const Row rows[] = {
        {"within a day", august(13, 10, 0), august(13, 10, 20), august(13, 14, 0), 40min, 3h + 40min,
         august(13, 14, 40), august(13, 14, 25)},
        {"over a long weekend", august(14, 16, 0), august(14, 16, 10), august(18, 9, 0), 50min, 1h + 50min,
         august(18, 9, 50), august(18, 9, 35)},
        {"while the office was closed", august(14, 16, 0), august(14, 18, 0), august(16, 9, 0), 30min, 0min,
         august(18, 8, 0), august(18, 7, 45)},
        {"before it began to count", august(15, 9, 0), august(15, 10, 0), august(18, 10, 30), 1h, 3h,
         august(18, 11, 30), august(18, 11, 15)},
    };
    const Calendar calendar = depok_week();
    for (const Row& row : rows) {
        const Clock paused = pause(start(verify, office(1h), calendar, row.started), calendar, row.paused);
        EXPECT_FALSE(running(paused)) << row.what;
        EXPECT_EQ(paused.left, row.left) << row.what;
        const Clock resumed = resume(paused, calendar, row.resumed);
        EXPECT_TRUE(running(resumed)) << row.what;
        EXPECT_EQ(resumed.paused, row.taken) << row.what;
        EXPECT_EQ(resumed.left, 0ms) << row.what;
        EXPECT_EQ(resumed.due, row.due) << row.what;
        EXPECT_EQ(at_percent(resumed, 75, calendar), row.three_quarters) << row.what;
    }
}

TEST(Pause, AddsUp) {
    const Calendar calendar = depok_week();
    Clock clock = start(verify, office(1h), calendar, august(13, 10, 0));
    clock = resume(pause(clock, calendar, august(13, 10, 10)), calendar, august(13, 11, 10));
    clock = resume(pause(clock, calendar, august(13, 11, 30)), calendar, august(13, 13, 0));
    EXPECT_EQ(clock.paused, 2h + 30min);
    EXPECT_EQ(clock.due, august(13, 13, 30));
    EXPECT_EQ(at_percent(clock, 50, calendar), august(13, 13, 0));
}

TEST(Pause, NeedsNothingOfTheDeadlineThatTheStoreMayForget) {
    const Calendar calendar = depok_week();
    const Clock paused = pause(start(verify, office(1h), calendar, august(13, 10, 0)), calendar, august(13, 10, 20));
    Clock read_back = paused;
    read_back.due = {};
    EXPECT_EQ(resume(read_back, calendar, august(13, 14, 0)), resume(paused, calendar, august(13, 14, 0)));
    EXPECT_EQ(at_percent(read_back, 150, calendar), august(13, 11, 30)) << "as if it went on when it paused";
}

TEST(Pause, HealsNoDeadlineThatIsPast) {
    const Calendar calendar = depok_week();
    const Clock late = pause(start(verify, office(1h), calendar, august(13, 10, 0)), calendar, august(13, 11, 30));
    EXPECT_EQ(late.left, -30min);
    const Clock resumed = resume(late, calendar, august(13, 13, 0));
    EXPECT_TRUE(overdue(resumed, august(13, 13, 0)));
    EXPECT_EQ(at_percent(resumed, 150, calendar), august(13, 13, 0)) << "half an hour late before, and now";
    EXPECT_EQ(at_percent(resumed, 200, calendar), august(13, 13, 30));
}

TEST(Pause, OfAClockThatWasLateFromTheStartMovesItsDeadlineNoFurtherBack) {
    const Calendar calendar = depok_week();
    for (const Target target : {always(15min), office(4h)}) {
        const Clock late = start_until(ack, target, august(13, 10, 0), august(13, 9, 0));
        const Clock resumed = resume(pause(late, calendar, august(13, 10, 5)), calendar, august(13, 10, 10));
        EXPECT_EQ(resumed.due, august(13, 10, 0));
        EXPECT_TRUE(overdue(resumed, august(13, 10, 10)));
    }
}

TEST(Clock, StaysAsItIsWhereAStepMakesNoSense) {
    const Calendar calendar = depok_week();
    const TimePoint later = august(13, 12, 0);
    const Clock runs = start(verify, office(1h), calendar, august(13, 10, 0));
    const Clock paused = pause(runs, calendar, august(13, 10, 10));
    const Clock stopped = stop(runs, august(13, 10, 10));
    const Clock stopped_in_pause = stop(paused, august(13, 10, 20));
    const Clock late = breach(runs, august(13, 11, 0));
    EXPECT_EQ(pause(paused, calendar, later), paused);
    EXPECT_EQ(pause(stopped, calendar, later), stopped);
    EXPECT_EQ(resume(runs, calendar, later), runs);
    EXPECT_EQ(resume(stopped_in_pause, calendar, later), stopped_in_pause);
    EXPECT_EQ(stop(stopped, later), stopped);
    EXPECT_EQ(retarget(stopped, days(1), calendar, later), stopped);
    EXPECT_EQ(breach(late, later), late);
    EXPECT_EQ(breach(stopped, later), stopped);
    EXPECT_EQ(breach(paused, later), paused);
    EXPECT_EQ(resume(paused, calendar, august(13, 10, 0)).paused, 0min) << "a clock set back takes no time away";
    for (const Clock& clock : {paused, stopped, stopped_in_pause}) {
        EXPECT_FALSE(running(clock));
        EXPECT_FALSE(overdue(clock, august(20, 0, 0)));
    }
}

TEST(Retarget, KeepsTimeSpentAndPausesTaken) {
    const Calendar calendar = depok_week();
    const TimePoint ten = august(13, 10, 0);
    const TimePoint friday = august(14, 16, 0);
    const Clock day = start(verify, days(1), calendar, ten);
    const Clock asked = resume(pause(day, calendar, august(13, 10, 10)), calendar, august(13, 10, 40));
    const Clock sent = start(ack, days(2), calendar, friday);
    const Clock alarm = start(ack, always(15min), calendar, august(13, 20, 0));
    const Clock at_work = start(ack, always(4h), calendar, august(13, 14, 0));
    const Clock at_dawn = start(verify, office(1h), calendar, august(18, 4, 0));
    const Clock anew = start_until(ack, office(4h), august(13, 12, 0), august(13, 13, 0));
    struct Row {
        const char* what;
        Clock clock;
        Target target;
        TimePoint at;
        TimePoint due;
        milliseconds paused;
    };
    const Row rows[] = {
        {"more urgent: 40 of 60 minutes are spent", day, office(1h), august(13, 10, 40), august(13, 11, 0), 0min},
        {"more urgent, too late", day, office(1h), august(13, 15, 0), august(13, 11, 0), 0min},
        {"less urgent: as if it had been so from the start", day, days(2), august(13, 15, 0), august(18, 10, 0), 0min},
        {"less urgent before the office opens", at_dawn, days(1), august(18, 5, 0), august(19, 7, 30), 0min},
        {"after a pause of half an hour", asked, office(1h), august(13, 10, 50), august(13, 11, 30), 30min},
        {"working days after a pause", asked, days(2), august(13, 10, 50), august(18, 10, 30), 30min},
        {"round the clock from Sunday: half an hour of Friday is spent", sent, always(4h), august(16, 10, 0),
         august(16, 13, 30), august(16, 10, 0) - friday - 30min},
        {"office hours from an alarm by night: the night is given back", alarm, days(2), august(13, 20, 10),
         august(18, 16, 0), 0min},
        {"office hours from the clock round: hours of work stay spent", at_work, office(6h), august(13, 18, 0),
         august(14, 11, 30), 0min},
        {"routed anew: what the first unit used stays used", anew, office(6h), august(13, 12, 30), august(13, 15, 0),
         0min},
    };
    for (const Row& row : rows) {
        const Clock clock = retarget(row.clock, row.target, calendar, row.at);
        EXPECT_EQ(clock.due, row.due) << row.what;
        EXPECT_EQ(clock.paused, row.paused) << row.what;
        EXPECT_EQ(clock.target, row.target) << row.what;
        EXPECT_EQ(clock.started, row.clock.started) << row.what;
    }
}

TEST(Retarget, LeavesAPauseGoingOn) {
    const Calendar calendar = depok_week();
    const Clock paused = pause(start(verify, days(1), calendar, august(13, 10, 0)), calendar, august(13, 10, 10));
    const Clock urgent = retarget(paused, office(1h), calendar, august(13, 12, 0));
    EXPECT_FALSE(running(urgent));
    EXPECT_EQ(urgent.left, 50min);
    EXPECT_EQ(resume(urgent, calendar, august(13, 13, 0)).due, august(13, 13, 50));
    const Clock friday = pause(start(ack, days(2), calendar, august(14, 16, 0)), calendar, august(14, 16, 10));
    const Clock by_night = retarget(friday, always(4h), calendar, august(16, 10, 0));
    EXPECT_EQ(by_night.left, 3h + 50min);
    EXPECT_EQ(by_night.paused, 0min) << "the weekend belongs to the pause that goes on";
    EXPECT_EQ(resume(by_night, calendar, august(16, 12, 0)).due, august(16, 15, 50));
}

TEST(Retarget, ToTheSameTargetChangesNothing) {
    const Calendar calendar = depok_week();
    for (const Target target : {always(15min), office(4h), days(2)})
        for (TimePoint at = august(13, 0, 0); at < august(16, 0, 0); at += 97min) {
            const Clock plain = start(ack, target, calendar, at);
            const Clock paused = pause(plain, calendar, at + 7min);
            const Clock resumed = resume(paused, calendar, at + 3h);
            const Clock late = breach(plain, at + 200h);
            for (const Clock& clock : {plain, paused, resumed, late}) {
                const Clock same = retarget(clock, target, calendar, at + 5h);
                ASSERT_EQ(calendar.open_time(at, same.due), calendar.open_time(at, clock.due)) << calendar.tell(at);
                ASSERT_EQ(same.left, clock.left) << calendar.tell(at);
                ASSERT_EQ(same.paused, clock.paused) << calendar.tell(at);
                ASSERT_EQ(same.breached, clock.breached) << calendar.tell(at);
            }
        }
}

TEST(MayPause, TwiceAndFiveWorkingDaysToAskTheCitizenAndForAUnitThatPutsItOff) {
    using enum PauseReason;
    const Calendar calendar = depok_week();
    const TimePoint now = august(13, 10, 0);
    const auto clock_of = [&](ClockKind kind) { return start(kind, days(2), calendar, now); };
    Clock long_asked = clock_of(verify);
    long_asked.paused = calendar.open_time(now, calendar.add_working_days(now, 5));
    Clock almost = long_asked;
    almost.paused -= 1min;
    struct Row {
        const char* what;
        Clock clock;
        int times;
        PauseReason reason;
        bool may;
    };
    const Row rows[] = {
        {"a first question", clock_of(verify), 0, asked_citizen, true},
        {"a second one", clock_of(verify), 1, asked_citizen, true},
        {"a third one", clock_of(verify), 2, asked_citizen, false},
        {"with a minute left of five days", almost, 1, asked_citizen, true},
        {"with nothing left of five days", long_asked, 1, asked_citizen, false},
        {"a referral that waits", clock_of(ack), 1, asked_citizen, true},
        {"verification put off", clock_of(verify), 0, on_hold, false},
        {"a unit that puts it off, for the third time", clock_of(act), 2, on_hold, true},
        {"a unit that asks the citizen", clock_of(act), 0, asked_citizen, false},
        {"an answer to a referral", clock_of(ack), 0, on_hold, false},
        {"arriving", clock_of(arrive), 0, on_hold, false},
        {"closing by silence", clock_of(confirm), 0, asked_citizen, false},
        {"paused already", pause(clock_of(act), calendar, now), 0, on_hold, false},
        {"stopped", stop(clock_of(act), now), 0, on_hold, false},
    };
    for (const Row& row : rows)
        EXPECT_EQ(may_pause(row.clock, row.times, row.reason, calendar, now), row.may) << row.what;
}

TEST(PauseEnds, AfterFiveWorkingDaysInAllAndThirtyDaysOnHold) {
    using enum PauseReason;
    const Calendar calendar = depok_week();
    const Clock first = start(verify, days(2), calendar, august(3, 10, 0));
    EXPECT_EQ(pause_ends(first, asked_citizen, calendar, august(3, 10, 0)), august(10, 10, 0));
    const Clock second =
        resume(pause(first, calendar, august(3, 10, 0)), calendar, august(6, 10, 0));  // three days of 8.5 h taken
    EXPECT_EQ(pause_ends(second, asked_citizen, calendar, august(10, 10, 0)), august(12, 10, 30))
        << "two days and the half hour of Friday in the five";
    EXPECT_EQ(pause_ends(first, on_hold, calendar, august(3, 10, 0)), august(3, 10, 0) + 30 * 24h);
}

}  // namespace
}  // namespace sambung::cases
