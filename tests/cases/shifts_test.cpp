#include "cases/shifts.h"

#include "local_time.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;

TEST(Shifts, GoOverMidnight) {
    const auto calendar = Calendar::make("Asia/Jakarta", {{1, 8h, 16h}}, {}).value();
    const auto roster = Roster::make({{7h, {}}, {15h, {}}, {23h, {}}}).value();
    const Watch night{in_jakarta(2026, 8, 3, 23, 0), in_jakarta(2026, 8, 4, 7, 0), 2};
    EXPECT_EQ(shift_at(roster, calendar, in_jakarta(2026, 8, 3, 23, 0)), night);
    EXPECT_EQ(shift_at(roster, calendar, in_jakarta(2026, 8, 4, 6, 59)), night);
}

}  // namespace
}  // namespace sambung::cases
