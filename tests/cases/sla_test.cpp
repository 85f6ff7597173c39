// What others learned about deadlines the hard way, a claim a row: the numbers are the threads in which users of Zammad
// and GLPI told it.
#include "cases/clock.h"
#include "cases/ladder.h"
#include "local_time.h"

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <string>
#include <vector>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;
using enum Urgency;

constexpr Target hours_of_work(std::chrono::minutes span) { return {Counting::office, span, 0}; }

// 13 August 2026 is a Thursday, the 17th a holiday.

Clock sent_at(Urgency urgency, TimePoint at) {
    return start(ClockKind::ack, target_of(ClockKind::ack, urgency).value(), depok_week(), at);
}

void an_answer_stops_the_clock_for_good() {
    for (const Urgency urgency : {p0, p1, p2, p3, p4}) {
        const TimePoint sent = august(13, 10, 0);
        const Clock answered = stop(sent_at(urgency, sent), sent + 30s);
        EXPECT_FALSE(overdue(answered, sent + 60 * 24h)) << name(urgency);
        EXPECT_EQ(next_rung(urgency, answered, depok_week(), sent + 30s), std::nullopt) << name(urgency);
        EXPECT_EQ(first_due(std::array{answered}), std::nullopt) << name(urgency);
    }
}

void one_clock_never_overrules_another() {
    const Calendar calendar = depok_week();
    const Clock arrive =
        start(ClockKind::arrive, target_of(ClockKind::arrive, p1).value(), calendar, august(13, 10, 0));
    const Clock act = start(ClockKind::act, target_of(ClockKind::act, p1).value(), calendar, august(13, 10, 0));
    EXPECT_EQ(first_due(std::array{act, arrive}), august(13, 11, 0));
    EXPECT_EQ(first_due(std::array{arrive, act}), august(13, 11, 0));
    EXPECT_EQ(first_due(std::array{arrive, pause(act, calendar, august(13, 10, 5))}), august(13, 11, 0));
    EXPECT_EQ(first_due(std::array{stop(arrive, august(13, 10, 40)), act}), act.due) << "a later one is next, unmoved";
}

void nobody_is_reminded_while_the_office_is_closed() {
    const Calendar calendar = depok_week();
    for (const Urgency urgency : {p2, p3, p4})
        for (TimePoint sent = august(10, 0, 0); sent < august(20, 0, 0); sent += 53min)
            for (const auto asleep : {0h, 5h, 70h}) {
                Clock ack = sent_at(urgency, sent);
                TimePoint now = sent + asleep;
                while (const auto next = next_rung(urgency, ack, calendar, now)) {
                    now = std::max(now, next->at);
                    ack = take(ack, *next, now);
                    ASSERT_TRUE(next->rung == Rung::breach || calendar.open(now)) << calendar.tell_hour(now);
                }
                ASSERT_EQ(ack.step, std::ssize(ladder_of(urgency)));
            }
}

void a_deadline_that_passes_is_a_moment_to_wake_at() {
    const Calendar calendar = depok_week();
    for (const Urgency urgency : {p1, p2, p3, p4}) {
        Clock ack = sent_at(urgency, august(13, 10, 0));
        EXPECT_EQ(first_due(std::array{ack}), ack.due) << name(urgency);
        EXPECT_FALSE(overdue(ack, ack.due - 1ms)) << name(urgency);
        EXPECT_TRUE(overdue(ack, ack.due)) << name(urgency) << ": nobody touched it";
        ack.step = urgency == p1 ? 0 : 1;
        const auto breach_of_it = next_rung(urgency, ack, calendar, ack.due - 1ms);
        ASSERT_TRUE(breach_of_it) << name(urgency);
        EXPECT_EQ(breach_of_it->at, ack.due) << name(urgency);
    }
}

void a_merged_case_has_no_running_clock() {
    for (const Status status : {Status::closed, Status::cancelled, Status::merged}) {
        std::vector<Clock> clocks;
        for (const ClockKind kind : all_clock_kinds) {
            const Clock clock = start(kind, hours_of_work(4h), depok_week(), august(13, 10, 0));
            clocks.push_back(may_run(kind, status) ? clock : stop(clock, august(13, 11, 0)));
        }
        EXPECT_EQ(first_due(clocks), std::nullopt) << name(status);
    }
}

void holidays_are_those_that_the_office_lists() {
    const std::vector<Calendar::Hours> hours = {{1, 8h, 16h}, {4, 8h, 16h}, {5, 8h, 16h}};
    const auto due_with = [&hours](const std::vector<std::chrono::year_month_day>& holidays) {
        const Calendar calendar = Calendar::make("Asia/Jakarta", hours, holidays).value();
        return start(ClockKind::ack, target_of(ClockKind::ack, p3).value(), calendar, august(13, 10, 0)).due;
    };
    const auto friday = std::chrono::year{2026} / std::chrono::August / 14;
    const auto monday = std::chrono::year{2026} / std::chrono::August / 17;
    EXPECT_EQ(due_with({}), august(17, 10, 0)) << "what is on no list is a working day";
    EXPECT_EQ(due_with({monday}), august(20, 10, 0));
    EXPECT_EQ(due_with({friday, monday}), august(21, 10, 0)) << "a day off that the office added";
}

void another_urgency_keeps_time_spent_and_pauses_taken() {
    const Calendar calendar = depok_week();
    Clock clock = start(ClockKind::verify, target_of(ClockKind::verify, p3).value(), calendar, august(13, 10, 0));
    clock = resume(pause(clock, calendar, august(13, 10, 20)), calendar, august(13, 11, 20));
    const Clock urgent = retarget(clock, target_of(ClockKind::verify, p2).value(), calendar, august(13, 11, 30));
    EXPECT_EQ(urgent.due, august(13, 12, 0)) << "20 and 10 of 60 minutes are spent, the hour's pause is not";
    EXPECT_EQ(urgent.paused, 1h);
    const Clock calm_again = retarget(urgent, target_of(ClockKind::verify, p3).value(), calendar, august(13, 11, 40));
    EXPECT_EQ(calm_again.due, clock.due) << "there and back is where it was";
    EXPECT_EQ(calm_again.paused, 1h);
}

void reopening_what_was_paused_at_the_last_minute_escalates_at_once() {
    const Calendar calendar = depok_week();
    Clock ack = sent_at(p2, august(13, 10, 0));
    ack.step = 1;
    const Clock reopened = resume(pause(ack, calendar, ack.due - 1min), calendar, august(14, 9, 0));
    EXPECT_EQ(next_rung(p2, reopened, calendar, august(14, 9, 0)), (Due{august(14, 9, 1), Rung::breach, 2}));
    const Clock late = resume(pause(ack, calendar, ack.due + 1min), calendar, august(14, 9, 0));
    EXPECT_TRUE(overdue(late, august(14, 9, 0)));
    const auto at_once = due_rung(p2, late, calendar, august(14, 9, 0), august(14, 9, 0));
    ASSERT_TRUE(at_once);
    EXPECT_EQ(at_once->rung, Rung::breach);
}

void a_case_that_is_routed_anew_keeps_its_first_deadline() {
    const Calendar calendar = depok_week();
    const Clock first = sent_at(p2, august(13, 10, 0));
    const Clock second = start_until(ClockKind::ack, first.target, august(13, 13, 0), first.due);
    EXPECT_EQ(second.due, first.due);
    EXPECT_EQ(at_percent(second, 50, calendar), august(13, 13, 30)) << "half of what is left";
    EXPECT_TRUE(overdue(start_until(ClockKind::ack, first.target, august(13, 15, 0), first.due), august(13, 15, 0)));
}

void what_is_dangerous_never_closes_by_silence() {
    for (const Urgency urgency : {p0, p1}) {
        EXPECT_EQ(target_of(ClockKind::confirm, urgency), std::nullopt) << name(urgency);
        EXPECT_EQ(target_of(ClockKind::verify, urgency), std::nullopt) << name(urgency) << " skips triage";
    }
}

struct Claim {
    const char* name;
    const char* learned_from;
    void (*holds)();
};

void PrintTo(const Claim& claim, std::ostream* out) { *out << claim.learned_from; }

constexpr Claim claims[] = {
    {"AnAnswerStopsTheClockForGood", "Zammad 3140", an_answer_stops_the_clock_for_good},
    {"OneClockNeverOverrulesAnother", "Zammad 5177", one_clock_never_overrules_another},
    {"NobodyIsRemindedWhileTheOfficeIsClosed", "Zammad 4432", nobody_is_reminded_while_the_office_is_closed},
    {"ADeadlineThatPassesIsAMomentToWakeAt", "Zammad 2077", a_deadline_that_passes_is_a_moment_to_wake_at},
    {"AMergedCaseHasNoRunningClock", "Zammad 904", a_merged_case_has_no_running_clock},
    {"HolidaysAreThoseThatTheOfficeLists", "Zammad 390", holidays_are_those_that_the_office_lists},
    {"AnotherUrgencyKeepsTimeSpentAndPausesTaken", "GLPI 6902", another_urgency_keeps_time_spent_and_pauses_taken},
    {"ReopeningWhatWasPausedAtTheLastMinuteEscalatesAtOnce", "Zammad, by design",
     reopening_what_was_paused_at_the_last_minute_escalates_at_once},
    {"ACaseThatIsRoutedAnewKeepsItsFirstDeadline", "the office", a_case_that_is_routed_anew_keeps_its_first_deadline},
    {"WhatIsDangerousNeverClosesBySilence", "the office", what_is_dangerous_never_closes_by_silence},
};

class Sla : public testing::TestWithParam<Claim> {};

TEST_P(Sla, Holds) { GetParam().holds(); }

INSTANTIATE_TEST_SUITE_P(Deadlines, Sla, testing::ValuesIn(claims),
                         [](const testing::TestParamInfo<Claim>& row) { return std::string{row.param.name}; });

}  // namespace
}  // namespace sambung::cases
