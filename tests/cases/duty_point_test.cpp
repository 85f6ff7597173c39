// A duty phone that is another one for some hours.
#include "cases/duty_point.h"

#include "cases/on_duty.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;

constexpr const char* tonight = "+6281299990001";

Office with_team() {
    Office office;
    Unit team{"trc", "TRC", "trc", "", true, {{"sms", "+6281200000011"}, {"wa", "+6281200000012"}}};
    team.shifts = Roster::make({{minutes{420}, {{"sms", "+6281200000013"}}, "pagi"},
                                {minutes{1140}, {{"wa", "+6281200000014"}}, "malam"}})
                      .value();
    team.officers = {"+6281200000015"};
    office.units = {team, {"rps", "RPS", "shelter", "", true, {{"sms", "+6281200000021"}}}};
    return office;
}

TEST(DutyPoint, StandsForAllNumbersOfTheUnitOnThatChannelInEveryShift) {
    const Office office = with_points(with_team(), {{"trc", {"sms", tonight}}});
    const DutyAddress wa{"wa", "+6281200000012"};
    const DutyAddress sms{"sms", tonight};
    EXPECT_THAT(duty_of(office.units[0], 0), ElementsAre(wa, sms));
    EXPECT_THAT(duty_of(office.units[0], 1), ElementsAre(wa, sms, DutyAddress{"wa", "+6281200000014"}));
    EXPECT_THAT(numbers_of(office.units[0]), ElementsAre("+6281200000012", tonight, "+6281200000014", "+6281200000015"))
        << "the word of those that were lost counts no more";
    EXPECT_EQ(office.units[1].duty, with_team().units[1].duty) << "others stay as they are";
}

TEST(DutyPoint, TheLaterOfTwoCountsAndAnUnknownUnitChangesNothing) {
    const Office office = with_points(
        with_team(), {{"rps", {"sms", tonight}}, {"gone", {"sms", tonight}}, {"rps", {"sms", "+6281299990002"}}});
    EXPECT_THAT(office.units[1].duty, ElementsAre(DutyAddress{"sms", "+6281299990002"}));
}

TEST(DutyPoint, OnAChannelThatTheUnitHadNotItIsRungBesideTheOthers) {
    const Office office = with_points(with_team(), {{"rps", {"wa", tonight}}});
    EXPECT_THAT(office.units[1].duty, ElementsAre(DutyAddress{"sms", "+6281200000021"}, DutyAddress{"wa", tonight}));
}

}  // namespace
}  // namespace sambung::cases
