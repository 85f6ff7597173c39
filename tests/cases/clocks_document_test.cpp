// docs/clocks.md is what the office reads: its tables must be the ones that the code has.
#include "cases/clock.h"
#include "cases/ladder.h"
#include "source_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace sambung::cases {
namespace {

using std::chrono::minutes;

constexpr Urgency urgencies[] = {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4};

std::string document() {
    std::ifstream in{SAMBUNG_SOURCE_DIR "/docs/clocks.md", std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string count(long number, const std::string& unit) {
    return std::to_string(number) + ' ' + unit + (number > 1 && unit.ends_with("day") ? "s" : "");
}

std::string told(minutes span) {
    constexpr minutes day{24 * 60};
    if (span % day == minutes{0}) return count(span / day, "day");
    if (span > minutes{60} && span % minutes{60} == minutes{0}) return count(span / minutes{60}, "h");
    return count(span.count(), "min");
}

std::string told(const std::optional<Target>& target) {
    if (!target) return "none";
    if (target->working_days > 0) return count(target->working_days, "working day");
    return told(target->minutes) + (target->counting == Counting::office ? " of work" : "");
}

std::string targets_of(ClockKind kind) {
    std::string row = "| `" + std::string{name(kind)} + "` |";
    for (const Urgency urgency : urgencies) row += ' ' + told(target_of(kind, urgency)) + " |";
    return row + '\n';
}

TEST(ClocksDocument, HasTheTargetsOfTheCode) {
    std::string table = "| clock | P0 | P1 | P2 | P3 | P4 |\n|---|---|---|---|---|---|\n";
    for (const ClockKind kind : all_clock_kinds) table += targets_of(kind);
    EXPECT_THAT(document(), testing::HasSubstr(table));
}

TEST(ClocksDocument, SaysWhereEachClockRuns) {
    std::string table = "| clock | runs or rests in |\n|---|---|\n";
    for (const ClockKind kind : all_clock_kinds) {
        std::string statuses;
        for (const Status status : all_statuses)
            if (may_run(kind, status)) statuses += (statuses.empty() ? "" : ", ") + std::string{name(status)};
        table += "| `" + std::string{name(kind)} + "` | " + statuses + " |\n";
    }
    EXPECT_THAT(document(), testing::HasSubstr(table));
}

std::string told(const Step& step) {
    return step.percent != 0 ? std::to_string(step.percent) + " %" : count(step.after.count(), "min");
}

// "100 % breach, 150 % backup"
std::string climbed(Urgency urgency) {
    std::string row;
    for (const Step& step : ladder_of(urgency))
        row += (row.empty() ? "" : ", ") + told(step) + " `" + std::string{name(step.rung)} + '`';
    return row;
}

std::string repeated(Urgency urgency, int step) {
    Clock ack;
    ack.step = step;
    const auto every = repeat_of(urgency, ack);
    return every ? "every " + told(*every) : "no";
}

TEST(ClocksDocument, HasTheLaddersOfTheCode) {
    std::string table =
        "| urgency | ladder | reminder on the way | reminder at the end |\n"
        "|---|---|---|---|\n";
    for (const Urgency urgency : urgencies)
        table += "| " + std::string{name(urgency)} + " | " + climbed(urgency) + " | " + repeated(urgency, 0) + " | " +
                 repeated(urgency, static_cast<int>(ladder_of(urgency).size())) + " |\n";
    EXPECT_THAT(document(), testing::HasSubstr(table));
}

TEST(ClocksDocument, ExplainsEveryRungAndEveryReasonToPause) {
    for (const Rung rung : all_rungs)
        EXPECT_THAT(document(), testing::HasSubstr("\n| `" + std::string{name(rung)} + "` | "));
    for (const PauseReason reason : all_pause_reasons)
        EXPECT_THAT(document(), testing::HasSubstr("\n| `" + std::string{name(reason)} + "` | "));
}

}  // namespace
}  // namespace sambung::cases
