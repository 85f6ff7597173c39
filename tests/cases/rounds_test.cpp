#include "cases/rounds.h"

#include "local_time.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

Calendar calendar() { return Calendar::make("Asia/Jakarta", {{1, 8h, 16h}}, {}).value(); }

TEST(Rounds, ComeOncePerDayAtTheirHourAndAreNotMadeUpForLate) {
    struct Row {
        const char* when;
        Round round;
        TimePoint at;
        bool due;
    };
    const Row rows[] = {
        {"the last moment before the test", Round::duty_test, august(13, 20, 0) - 1ms, false},
        {"the test", Round::duty_test, august(13, 20, 0), true},
        {"a service that was away until 22.59", Round::duty_test, august(13, 22, 59), true},
        {"too late to wake people for a test", Round::duty_test, august(13, 23, 0), false},
        {"before the page", Round::morning, august(13, 6, 59), false},
        {"the page", Round::morning, august(13, 7, 0), true},
        {"a page nobody needs any more", Round::morning, august(13, 12, 0), false},
    };
    for (const Row& row : rows) {
        const auto day = round_due(row.round, calendar(), row.at);
        EXPECT_EQ(day.has_value(), row.due) << row.when;
        if (day) {
            EXPECT_EQ(*day, calendar().day_of(row.at)) << row.when;
        }
    }
}

TEST(Rounds, TellOfTheNightSinceSixInTheEvening) {
    EXPECT_EQ(night_began(calendar(), calendar().day_of(august(14, 7, 0))), august(13, 18, 0));
}

Unit unit(std::string code, std::string backup, bool round_the_clock) {
    return {.code = code,
            .name = code,
            .kind = "bidang",
            .backup = std::move(backup),
            .open_24h = round_the_clock,
            .duty = {}};
}

TEST(Rounds, TryThoseOnDutyDayAndNightAndTellTheirHeadsOnce) {
    Office office;
    office.units = {unit("trc", "rps", true), unit("rps", "rehsos", true), unit("rehsos", "", true),
                    unit("linjamsos", "meja", false), unit("meja", "", false)};
    office.units[1].suspended = true;
    std::vector<std::string> tried;
    for (const Unit* one : round_the_clock(office)) tried.push_back(one->code);
    EXPECT_THAT(tried, ElementsAre("trc", "rehsos"));
    std::vector<std::string> readers;
    for (const Unit* one : readers_of_the_morning(office)) readers.push_back(one->code);
    EXPECT_THAT(readers, ElementsAre("rehsos"));
}

}  // namespace
}  // namespace sambung::cases
