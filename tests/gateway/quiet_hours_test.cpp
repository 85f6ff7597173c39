#include "quiet_hours.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class Quiet : public testing::Test {
 protected:
    // Of 22 November 2026, in Jakarta.
    [[nodiscard]] TimePoint at(int hour, int minute = 0) const {
        constexpr std::chrono::year_month_day day{std::chrono::year{2026}, std::chrono::month{11},
                                                  std::chrono::day{22}};
        return calendar_.at(day, hours{hour} + minutes{minute});
    }
    cases::Calendar calendar_ =
        cases::Calendar::make("Asia/Jakarta", {{.weekday = 1, .opens = hours{8}, .closes = hours{16}}}, {}).value();
};

TEST_F(Quiet, LastsOverMidnight) {
    const QuietHours quiet;
    EXPECT_EQ(quiet.over_at(calendar_, at(19, 59)), std::nullopt);
    EXPECT_EQ(quiet.over_at(calendar_, at(20)), at(8) + hours{24});
    EXPECT_EQ(quiet.over_at(calendar_, at(23, 59)), at(8) + hours{24});
    EXPECT_EQ(quiet.over_at(calendar_, at(0)), at(8));
    EXPECT_EQ(quiet.over_at(calendar_, at(7, 59)), at(8));
    EXPECT_EQ(quiet.over_at(calendar_, at(8)), std::nullopt);
}

TEST_F(Quiet, MayBeWithinADayOrNever) {
    const QuietHours noon = quiet_hours_from("12:00-13:30").value();
    EXPECT_EQ(noon.over_at(calendar_, at(12, 10)), at(13, 30));
    EXPECT_EQ(noon.over_at(calendar_, at(13, 30)), std::nullopt);
    EXPECT_EQ(quiet_hours_from("none")->over_at(calendar_, at(3)), std::nullopt);
}

TEST_F(Quiet, IsWrittenInOneWay) {
    for (const char* wrong :
         {"", "20-08", "20:00", "20:00-24:00", "20:60-08:00", "8:00-20:00", "20:00-20:00", "+1:00-08:00"})
        EXPECT_FALSE(quiet_hours_from(wrong)) << wrong;
}

}  // namespace
}  // namespace sambung::gateway
