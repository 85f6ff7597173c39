#include "cases/shifts.h"

#include "cases/on_duty.h"
#include "local_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;

Roster three_shifts() { return Roster::make({{7h, {}}, {15h, {}}, {23h, {}}}).value(); }

TEST(Shifts, FollowEachOtherOverMidnightWeekendsAndHolidays) {
    struct Row {
        const char* when;
        TimePoint at;
        Watch watch;
    };
    const Watch morning{august(17, 7, 0), august(17, 15, 0), 0};
    const Watch evening{august(17, 15, 0), august(17, 23, 0), 1};
    const Watch night{august(17, 23, 0), august(18, 7, 0), 2};
    const Row rows[] = {
        {"a holiday, as the morning begins", august(17, 7, 0), morning},
        {"the last moment of the morning", august(17, 15, 0) - 1ms, morning},
        {"as the evening begins", august(17, 15, 0), evening},
        {"before midnight", august(17, 23, 59), night},
        {"at midnight", august(18, 0, 0), night},
        {"before dawn", august(18, 6, 59), night},
        {"the next morning", august(18, 7, 0), {august(18, 7, 0), august(18, 15, 0), 0}},
        {"the night of a Saturday", august(16, 3, 0), {august(15, 23, 0), august(16, 7, 0), 2}},
    };
    for (const Row& row : rows) EXPECT_EQ(shift_at(three_shifts(), depok_week(), row.at), row.watch) << row.when;
}

TEST(Shifts, BeginByTheOfficesClock) {
    const Watch night = shift_at(three_shifts(), barito_week(), in_makassar(2026, 8, 18, 0, 30));
    EXPECT_EQ(night, (Watch{in_makassar(2026, 8, 17, 23, 0), in_makassar(2026, 8, 18, 7, 0), 2}));
    EXPECT_EQ(shift_at(three_shifts(), depok_week(), night.begins).index, 1U) << "22.00 in Depok";
}

TEST(Shifts, MayBeOneThatLastsADay) {
    const Roster roster = Roster::make({{8h, {{"sms", "+6281200000011"}}}}).value();
    EXPECT_EQ(shift_at(roster, depok_week(), august(13, 7, 59)), (Watch{august(12, 8, 0), august(13, 8, 0), 0}));
    EXPECT_EQ(shift_at(roster, depok_week(), august(13, 8, 0)), (Watch{august(13, 8, 0), august(14, 8, 0), 0}));
    EXPECT_EQ(roster.shifts().front().duty, (std::vector<DutyAddress>{{"sms", "+6281200000011"}}));
}

TEST(Shifts, MayBeginAtMidnight) {
    const Roster roster = Roster::make({{0h, {}}, {12h, {}}}).value();
    EXPECT_EQ(shift_at(roster, depok_week(), august(13, 0, 0)), (Watch{august(13, 0, 0), august(13, 12, 0), 0}));
    EXPECT_EQ(shift_at(roster, depok_week(), august(12, 23, 59)), (Watch{august(12, 12, 0), august(13, 0, 0), 1}));
}

// A unit in another country: on 29 March 2026 Berlin goes from 02.00 to 03.00, so that night is an hour shorter.
TEST(Shifts, CoverEveryMomentOnceAlsoWhereClocksAreTurned) {
    const auto berlin = Calendar::make("Europe/Berlin", {{1, 8h, 16h}}, {}).value();
    const Roster roster = Roster::make({{2h + 30min, {}}, {14h, {}}, {22h, {}}}).value();
    for (const auto& calendar : {depok_week(), berlin})
        for (TimePoint at{std::chrono::sys_days{std::chrono::year{2026} / 3 / 27}};
             at < TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 4 / 2}}; at += 7min) {
            const Watch watch = shift_at(roster, calendar, at);
            ASSERT_TRUE(watch.begins <= at && at < watch.ends) << calendar.tell(at);
            ASSERT_EQ(shift_at(roster, calendar, watch.begins), watch) << calendar.tell(at);
            ASSERT_EQ(shift_at(roster, calendar, watch.ends).begins, watch.ends) << calendar.tell(at);
            ASSERT_EQ(shift_at(roster, calendar, watch.ends).index, (watch.index + 1) % 3) << calendar.tell(at);
        }
}

TEST(Shifts, AreOpenedWithinAQuarterOfAnHour) { EXPECT_EQ(siap_due(august(13, 23, 0)), august(13, 23, 15)); }

TEST(Roster, RefusesWhatIsNoDay) {
    struct Row {
        const char* what;
        std::vector<Shift> shifts;
        const char* told;
    };
    const Row rows[] = {
        {"no shift", {}, "needs a shift"},
        {"before the day", {{-1min, {}}}, "between 00.00 and 23.59"},
        {"after the day", {{24h, {}}}, "between 00.00 and 23.59"},
        {"two at once", {{7h, {}}, {7h, {}}}, "in the order"},
        {"not in order", {{15h, {}}, {7h, {}}}, "in the order"},
        {"a name on duty", {{7h, {{"sms", "Ibu Ani"}}}}, "must be a number"},
        {"a local number", {{7h, {{"sms", "081200000011"}}}}, "must be a number"},
        {"an empty number", {{7h, {{"sms", ""}}}}, "must be a number"},
        {"somebody twice",
         {{7h, {{"sms", "+6281200000011"}, {"wa", "+6281200000012"}, {"sms", "+6281200000011"}}}},
         "stands twice"},
    };
    for (const Row& row : rows) {
        const auto roster = Roster::make(row.shifts);
        ASSERT_FALSE(roster) << row.what;
        EXPECT_EQ(roster.error().code, Errc::invalid_request) << row.what;
        EXPECT_THAT(roster.error().detail, testing::HasSubstr(row.told)) << row.what;
        EXPECT_THAT(roster.error().detail, testing::Not(testing::HasSubstr("0812"))) << "no officer's number is told";
    }
}

TEST(Roster, LetsAnOfficerStandInTwoShifts) {
    EXPECT_TRUE(Roster::make({{7h, {{"sms", "+6281200000011"}}}, {19h, {{"sms", "+6281200000011"}}}}));
}

TEST(Roster, IsReadFromSpansThatMakeOneDay) {
    struct Row {
        const char* what;
        std::vector<ShiftSpan> spans;
        const char* told;  // "": it is a day
    };
    const Row rows[] = {
        {"three of eight hours", {{{7h}, 15h}, {{15h}, 23h}, {{23h}, 7h}}, ""},
        {"the same, beginning with the night", {{{23h}, 7h}, {{7h}, 15h}, {{15h}, 23h}}, ""},
        {"one of a day", {{{8h}, 8h}}, ""},
        {"until midnight", {{{0h}, 12h}, {{12h}, 24h}}, ""},
        {"none", {}, "needs a shift"},
        {"an hour with nobody", {{{7h}, 15h}, {{16h}, 23h}, {{23h}, 7h}}, "do not meet"},
        {"an hour with two", {{{7h}, 16h}, {{15h}, 23h}, {{23h}, 7h}}, "do not meet"},
        {"no night", {{{7h}, 15h}, {{15h}, 23h}}, "do not meet"},
        {"two days", {{{7h}, 6h}, {{6h}, 7h}, {{7h}, 7h}}, "longer than a day"},
    };
    for (const Row& row : rows) {
        const auto roster = Roster::of_spans(row.spans);
        EXPECT_EQ(roster.has_value(), std::string_view{row.told}.empty()) << row.what;
        if (!roster) EXPECT_THAT(roster.error().detail, testing::HasSubstr(row.told)) << row.what;
    }
    const auto night_first =
        Roster::of_spans({{{.begins = 23h, .name = "malam"}, 7h}, {{.begins = 7h, .name = "siang"}, 23h}});
    EXPECT_EQ(night_first->shifts().front().name, "siang") << "in the order of a day";
}

TEST(Shifts, TakeAnEarlySiapForTheNextOne) {
    const Watch evening{august(17, 15, 0), august(17, 23, 0), 1};
    EXPECT_FALSE(siap_is_early(evening, august(17, 22, 29)));
    EXPECT_TRUE(siap_is_early(evening, august(17, 22, 30)));
    EXPECT_TRUE(siap_is_early(evening, august(17, 23, 0) - 1ms));
}

Unit with_night_shift() {
    Unit unit;
    unit.code = "trc";
    unit.duty = {{"sms", "+6281200000011"}};
    unit.shifts =
        Roster::make({{7h, {{"wa", "+6281200000015"}}}, {19h, {{"wa", "+6281200000016"}, {"sms", "+6281200000011"}}}})
            .value();
    unit.officers = {"+6281200000017"};
    return unit;
}

TEST(OnDuty, SharedNumbersAlwaysAndThoseOfTheShiftThen) {
    const Unit unit = with_night_shift();
    const auto rung = [&](TimePoint at) {
        std::vector<std::string> out;
        for (const DutyAddress& one : on_duty(unit, depok_week(), at)) out.push_back(one.address);
        return out;
    };
    EXPECT_THAT(rung(august(17, 18, 59)), testing::ElementsAre("+6281200000011", "+6281200000015"));
    EXPECT_THAT(rung(august(17, 19, 0)), testing::ElementsAre("+6281200000011", "+6281200000016")) << "each once";
    EXPECT_THAT(rung(august(18, 0, 30)), testing::ElementsAre("+6281200000011", "+6281200000016"));
    EXPECT_THAT(numbers_of(unit),
                testing::ElementsAre("+6281200000011", "+6281200000015", "+6281200000016", "+6281200000017"));
}

TEST(OnDuty, AWordOpensOnlyTheShiftThatTheNumberIsOf) {
    const Unit unit = with_night_shift();
    EXPECT_FALSE(of_another_shift(unit, 0, "+6281200000011")) << "shared";
    EXPECT_FALSE(of_another_shift(unit, 0, "+6281200000015"));
    EXPECT_TRUE(of_another_shift(unit, 0, "+6281200000016"));
    EXPECT_FALSE(of_another_shift(unit, 0, "+6281200000017")) << "a registered officer";
}

}  // namespace
}  // namespace sambung::cases
