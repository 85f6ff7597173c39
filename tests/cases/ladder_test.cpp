#include "cases/ladder.h"

#include "local_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using enum Urgency;

// 13 August 2026 is a Thursday, the 17th a holiday.

Clock sent_at(Urgency urgency, const Calendar& calendar, TimePoint at) {
    return start(ClockKind::ack, target_of(ClockKind::ack, urgency).value(), calendar, at);
}

struct Taken {
    TimePoint at;
    Rung rung;

    bool operator==(const Taken&) const = default;
};

// While the service stands still nothing is taken.
struct Stop {
    TimePoint from;
    TimePoint to;
};

// A service as the header describes it: what it takes of a ladder, and when.
struct Service {
    Urgency urgency;
    Calendar calendar;
    Clock ack;
    std::vector<Taken> taken = {};

    void take_what_is_due(TimePoint& since, TimePoint now) {
        while (const auto due = due_rung(urgency, ack, calendar, since, now)) {
            taken.push_back({now, due->rung});
            ack = take(ack, *due, now);
            since = now;
        }
    }

    std::vector<Taken> run(TimePoint until, Stop stop = {}) {
        TimePoint since = ack.started;
        TimePoint now = ack.started;
        while (const auto next = next_rung(urgency, ack, calendar, now)) {
            now = stop.from <= next->at && next->at < stop.to ? stop.to : std::max(next->at, now);
            if (now > until) break;
            take_what_is_due(since, now);
        }
        return taken;
    }
};

void PrintTo(const Taken& taken, std::ostream* out) { *out << depok_week().tell(taken.at) << ' ' << name(taken.rung); }

// "3 remind backup" for what was taken three minutes after sending.
std::string by_minute(const std::vector<Taken>& taken, TimePoint sent) {
    std::string out;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const auto half_minutes = (taken[i].at - sent) / 30s;
        if (i == 0 || taken[i].at != taken[i - 1].at)
            out += (i == 0 ? "" : "; ") + std::to_string(half_minutes / 2) + (half_minutes % 2 == 0 ? "" : ".5");
        out += ' ' + std::string{name(taken[i].rung)};
    }
    return out;
}

TEST(Ladder, OfAP0GoesMinuteByMinuteAndNeverFallsSilent) {
    const TimePoint sent = august(16, 2, 0);  // Sunday by night
    Service service{p0, depok_week(), sent_at(p0, depok_week(), sent)};
    EXPECT_EQ(by_minute(service.run(sent + 25min), sent),
              "1 remind; 2 remind; 3 remind backup; 4 remind; 5 remind; 6 remind breach head; 7 remind; 8 remind; "
              "9 remind; 10 remind call; 15 remind; 20 remind; 25 remind");
    EXPECT_EQ(service.ack.breached, sent + 6min);
}

TEST(Ladder, OfAP1GoesMinuteByMinuteToATelephoneCall) {
    const TimePoint sent = august(16, 2, 0);
    Service service{p1, depok_week(), sent_at(p1, depok_week(), sent)};
    EXPECT_EQ(by_minute(service.run(sent + 24h), sent),
              "1 remind; 2 remind; 3 remind; 4 remind; 5 remind; 6 remind; 7 remind; 8 remind; 9 remind; 10 remind; "
              "11 remind; 12 remind; 13 remind; 14 remind; 15 remind breach; 16 remind; 17 remind; 18 remind; "
              "19 remind; 20 remind; 21 remind; 22 remind; 22.5 backup; 23 remind; 24 remind; 25 remind; 26 remind; "
              "27 remind; 28 remind; 29 remind; 30 remind desk call");
    EXPECT_EQ(service.ack.breached, sent + 15min);
    EXPECT_EQ(next_rung(p1, service.ack, service.calendar, sent + 24h), std::nullopt);
}

TEST(Ladder, OfTheOthersGoesByTheHoursThatCount) {
    struct Row {
        const char* what;
        Urgency urgency;
        Counting counting;
        TimePoint sent;
        TimePoint remind, breach, backup, desk;
    };
    const Row rows[] = {
        {"P2 on Thursday morning", p2, Counting::office, august(13, 10, 0), august(13, 12, 0), august(13, 14, 0),
         august(14, 7, 30), august(14, 9, 30)},  // 150 % is 16.00, when nobody is there any more
        {"P2 before a long weekend", p2, Counting::office, august(14, 15, 0), august(18, 8, 0), august(18, 10, 0),
         august(18, 12, 0), august(18, 14, 0)},
        {"P2 to a unit that works round the clock", p2, Counting::always, august(14, 22, 0), august(15, 0, 0),
         august(15, 2, 0), august(15, 4, 0), august(15, 6, 0)},
        {"P3 over a long weekend", p3, Counting::office, august(13, 10, 0), august(14, 10, 15), august(18, 10, 0),
         august(19, 10, 15), august(20, 10, 30)},
        {"P4, three days from the weekend", p4, Counting::office, august(15, 10, 0), august(19, 8, 45),
         august(20, 10, 0), august(21, 11, 15), august(24, 12, 0)},
    };
    for (const Row& row : rows) {
        Service service{row.urgency, depok_week(), {}};
        Target target = target_of(ClockKind::ack, row.urgency).value();
        target.counting = row.counting;
        service.ack = start(ClockKind::ack, target, service.calendar, row.sent);
        const std::vector<Taken> expected = {
            {row.remind, Rung::remind}, {row.breach, Rung::breach}, {row.backup, Rung::backup}, {row.desk, Rung::desk}};
        EXPECT_EQ(service.run(row.sent + 30 * 24h), expected) << row.what;
    }
}

TEST(Ladder, EndsWithAnAnswerAndRestsInAPause) {
    const Calendar calendar = depok_week();
    const TimePoint sent = august(13, 10, 0);
    for (const Urgency urgency : {p0, p1, p2, p3, p4}) {
        const Clock ack = sent_at(urgency, calendar, sent);
        const TimePoint late = sent + 30 * 24h;
        EXPECT_TRUE(due_rung(urgency, ack, calendar, sent, august(20, 12, 0))) << name(urgency);
        for (const Clock& silent : {stop(ack, sent + 30s), pause(ack, calendar, sent + 30s)}) {
            EXPECT_EQ(next_rung(urgency, silent, calendar, sent + 30s), std::nullopt) << name(urgency);
            EXPECT_EQ(due_rung(urgency, silent, calendar, sent, late), std::nullopt) << name(urgency);
        }
    }
}

TEST(Ladder, IsClimbedRungByRungAfterTheServiceStoodStill) {
    const TimePoint sent = august(16, 2, 0);
    struct Row {
        const char* what;
        Urgency urgency;
        minutes from;
        minutes to;
        const char* taken;
    };
    const Row rows[] = {
        {"a P0, for two minutes", p0, 2min, 4min, "1 remind; 4 remind backup; 5 remind; 6 remind breach head"},
        {"a P0, for an hour", p0, 2min, 62min,
         "1 remind; 62 remind backup breach head call; 65 remind; 70 remind; 75 remind"},
        {"a P0, from the first second for a day", p0, 0min, 24h, "1440 remind backup breach head call; 1445 remind"},
        {"a P0 after the call: one reminder", p0, 11min, 33min,
         "1 remind; 2 remind; 3 remind backup; 4 remind; 5 remind; 6 remind breach head; 7 remind; 8 remind; 9 remind; "
         "10 remind call; 33 remind; 35 remind"},
        {"a P1, for an hour", p1, 1min, 61min, "61 remind breach backup desk call"},
    };
    for (const Row& row : rows) {
        Service service{row.urgency, depok_week(), sent_at(row.urgency, depok_week(), sent)};
        const std::string taken = by_minute(service.run(sent + row.to + 15min, {sent + row.from, sent + row.to}), sent);
        EXPECT_EQ(taken.substr(0, std::string{row.taken}.size()), row.taken) << row.what;
    }
}

TEST(Ladder, ThatWasMissedByNightWaitsForTheOfficeToOpen) {
    Service service{p2, depok_week(), sent_at(p2, depok_week(), august(13, 10, 0))};
    const std::vector<Taken> expected = {{august(14, 7, 30), Rung::remind},
                                         {august(14, 7, 30), Rung::breach},
                                         {august(14, 7, 30), Rung::backup},
                                         {august(14, 9, 30), Rung::desk}};
    const auto by_night = due_rung(p2, service.ack, service.calendar, august(13, 10, 0), august(13, 22, 0));
    EXPECT_EQ(by_night, std::nullopt);
    EXPECT_EQ(service.run(august(20, 0, 0), {august(13, 11, 0), august(13, 22, 0)}), expected);
}

TEST(Ladder, BreachesOnTheMinuteEvenAsTheOfficeCloses) {
    const Calendar calendar = depok_week();
    Clock ack = sent_at(p2, calendar, august(13, 12, 0));  // due at 16.00, closing time
    ack.step = 1;
    EXPECT_EQ(next_rung(p2, ack, calendar, august(13, 14, 0)), (Due{august(13, 16, 0), Rung::breach, 2}));
}

// However long the service stands still: the same rungs in the same order, each once, none early.
TEST(Ladder, LosesAndDoublesNothingInAStopOfAnyLength) {
    const TimePoint sent = august(13, 14, 7);
    for (const Urgency urgency : {p0, p1, p2, p3, p4}) {
        Service plain{urgency, depok_week(), sent_at(urgency, depok_week(), sent)};
        const auto in_time = plain.run(sent + 21 * 24h);
        for (minutes from = 0min; from < 30min; from += 7min)
            for (minutes length = 1min; length < 10 * 24h; length = length * 2 + 1min) {
                Service service{urgency, depok_week(), sent_at(urgency, depok_week(), sent)};
                const auto taken = service.run(sent + 21 * 24h, {sent + from, sent + from + length});
                std::vector<Rung> rungs;
                for (const Taken& one : taken) {
                    if (one.rung == Rung::remind && repeat_of(urgency, sent_at(urgency, {}, sent))) continue;
                    rungs.push_back(one.rung);
                    const auto planned = std::ranges::find(in_time, one.rung, &Taken::rung);
                    ASSERT_LE(planned->at, one.at) << name(urgency) << ' ' << name(one.rung);
                }
                std::vector<Rung> expected;
                for (const Step& step : ladder_of(urgency)) expected.push_back(step.rung);
                ASSERT_EQ(rungs, expected) << name(urgency) << ' ' << length;
                ASSERT_LE(taken.size(), in_time.size());
            }
    }
}

TEST(Ladder, StandsStillAtItsEnd) {
    const Calendar calendar = depok_week();
    for (const Urgency urgency : {p1, p2, p3, p4}) {
        Clock ack = sent_at(urgency, calendar, august(13, 10, 0));
        for (const int beyond : {0, 1, 1000}) {
            ack.step = static_cast<int>(ladder_of(urgency).size()) + beyond;
            EXPECT_EQ(next_rung(urgency, ack, calendar, august(13, 10, 0)), std::nullopt) << name(urgency);
        }
    }
}

TEST(Ladder, OfACaseRoutedAnewIsClimbedFromItsOwnSending) {
    const Calendar calendar = depok_week();
    const TimePoint sent = august(16, 2, 0);
    const TimePoint first_due = sent - 2h;
    Service danger{p0, calendar, start_until(ClockKind::ack, *target_of(ClockKind::ack, p0), sent, first_due)};
    EXPECT_EQ(by_minute(danger.run(sent + 4min), sent), "1 remind; 2 remind; 3 remind backup; 4 remind");
    Service unsafe{p1, calendar, start_until(ClockKind::ack, *target_of(ClockKind::ack, p1), sent, first_due)};
    EXPECT_EQ(by_minute(unsafe.run(sent + 3min), sent), "0 breach; 1 remind; 2 remind; 3 remind");
}

TEST(Ladder, MovesWithTheTimeThatDoesNotCount) {
    const Calendar calendar = depok_week();
    const TimePoint sent = august(16, 2, 0);
    const Clock ack = resume(pause(sent_at(p0, calendar, sent), calendar, sent + 30s), calendar, sent + 11min);
    EXPECT_EQ(ack.paused, 10min + 30s);
    EXPECT_EQ(next_rung(p0, ack, calendar, sent + 11min), (Due{sent + 11min + 30s, Rung::remind, 0}));
    const TimePoint third = sent + 13min + 30s;
    EXPECT_EQ(due_rung(p0, ack, calendar, third - 1min, third - 1ms), std::nullopt);
    EXPECT_EQ(due_rung(p0, ack, calendar, third, third), (Due{third, Rung::backup, 1}));
}

TEST(Ladder, BeginsAtItsFootWhateverItIsAsked) {
    const TimePoint sent = august(16, 2, 0);
    Clock ack = sent_at(p0, depok_week(), sent);
    EXPECT_EQ(next_rung(p0, ack, depok_week(), sent - 5min), (Due{sent + 1min, Rung::remind, 0}));
    ack = sent_at(p2, depok_week(), august(13, 10, 0));
    ack.step = -1;
    EXPECT_EQ(next_rung(p2, ack, depok_week(), sent), (Due{august(18, 7, 30), Rung::remind, 1}));
}

TEST(Take, WritesABreachOnceAndAReminderNever) {
    const TimePoint sent = august(13, 10, 0);
    const Clock ack = sent_at(p1, {}, sent);
    const Clock reminded = take(ack, {sent + 1min, Rung::remind, 0}, sent + 1min);
    EXPECT_EQ(reminded, ack);
    const Clock late = take(ack, {sent + 15min, Rung::breach, 1}, sent + 16min);
    EXPECT_EQ(late.step, 1);
    EXPECT_EQ(late.breached, sent + 16min) << "when it was said, not when it was due";
    EXPECT_EQ(take(late, {sent + 20min, Rung::breach, 2}, sent + 20min).breached, sent + 16min);
}

TEST(StepOn, TakesNoRungOfTheFootTwice) {
    struct Row {
        const char* what;
        Urgency is;
        Urgency was;
        int step;
        int expected;
    };
    const Row rows[] = {
        {"nothing was done: nothing is skipped", p0, p3, 0, 0},
        {"reminded only: a P0 rings its second officer", p0, p3, 1, 0},
        {"the backup has it: a P0 goes on with the breach, which was said too", p0, p3, 3, 2},
        {"the breach was said: a P1 goes on with the backup", p1, p2, 2, 1},
        {"the desk has it: a P1 is called for", p1, p2, 4, 3},
        {"the same ladder", p4, p2, 2, 2},
        {"the same urgency at its end", p0, p0, 4, 4},
        {"down from the end: a calm case is reminded first", p2, p0, 4, 0},
        {"no such step", p1, p2, -1, 0},
        {"beyond the end", p4, p2, 99, 4},
    };
    for (const Row& row : rows) EXPECT_EQ(step_on(row.is, row.was, row.step), row.expected) << row.what;
}

TEST(RungNames, ReadBackAsWhatTheyName) {
    std::string rungs;
    for (const Rung rung : all_rungs) {
        EXPECT_EQ(rung_from(name(rung)), rung);
        rungs += std::string{name(rung)} + ' ';
    }
    EXPECT_EQ(rungs, "remind breach backup head desk call ");
    EXPECT_EQ(rung_from("Call"), std::nullopt);
    EXPECT_EQ(rung_from(""), std::nullopt);
}

}  // namespace
}  // namespace sambung::cases
