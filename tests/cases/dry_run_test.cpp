#include "cases/dry_run.h"

#include "cases/routing_snapshot.h"
#include "local_time.h"
#include "small_office.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class DryRuns : public testing::Test {
 protected:
    void decided(int day, std::string category, const char* unit, bool sent_back = false) {
        const RoutingInput input{std::move(category), "32.76.06.1001", Urgency::p3, Kind::person_in_need, true};
        snapshots_.push_back(snapshot_of(input));
        pasts_.push_back({"123", in_jakarta(2026, 8, static_cast<unsigned>(day), 10, 0), {}, unit, sent_back});
    }
    DryRunReport under(std::string_view rows, std::size_t shown = 10) {
        const Routing rules = parse_rows(rows).value();
        const Calendar calendar =
            Calendar::make("Asia/Jakarta", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
        DryRun run(rules, calendar, shown);
        for (std::size_t i = 0; i < pasts_.size(); ++i) {
            pasts_[i].input = snapshots_[i];
            run.add(pasts_[i]);
        }
        return run.report();
    }
    std::vector<Past> pasts_;
    std::vector<std::string> snapshots_;
};

TEST_F(DryRuns, TellWhatMovesFromWhomToWhom) {
    decided(3, "lansia", "lansia");
    decided(3, "lansia", "lansia");
    decided(4, "anak", "trc");
    decided(4, "pangan", "meja-kota");
    const DryRunReport report = under("10,lansia,*,*,*,*,trc,\n20,anak,*,*,*,*,trc,\n999,*,*,*,*,*,meja-kota,\n", 1);
    EXPECT_EQ(report.decisions, 4);
    EXPECT_EQ(report.moved, 2);
    EXPECT_THAT(report.from_to, ElementsAre(Pair(Pair("lansia", "trc"), 2)));
    ASSERT_EQ(report.moves.size(), 1U) << "as many as are to be shown";
    EXPECT_EQ(report.moves[0].from, "lansia");
    EXPECT_EQ(report.moves[0].to, "trc");
    EXPECT_EQ(report.moves[0].rule, 10);
    EXPECT_EQ(report.last_row, 1);
    EXPECT_EQ(report.leaks, 0);
}

TEST_F(DryRuns, CountARejectionAsSparedOnlyIfTheCaseGoesElsewhere) {
    decided(3, "lansia", "lansia", true);
    decided(3, "anak", "trc", true);
    const DryRunReport report = under("10,*,*,*,*,*,trc,\n");
    EXPECT_EQ(report.sent_back, 2);
    EXPECT_EQ(report.spared, 1);
    EXPECT_THAT(report.spared_from_to, ElementsAre(Pair(Pair("lansia", "trc"), 1)));
    EXPECT_EQ(report.guessed, 0) << "no row looks at a load";
}

TEST_F(DryRuns, ReckonTheLoadOfADayOverIdleDaysToo) {
    for (int i = 0; i < 4; ++i) decided(1, "lansia", "lansia");
    for (int i = 0; i < 2; ++i) decided(2, "lansia", "lansia");
    decided(10, "anak", "trc");
    const DryRunReport report = under("10,anak,*,*,*,*,trc,\n999,*,*,*,*,*,meja-kota,\n");
    std::vector<std::string> loads;
    for (const DailyLoad& one : report.loads)
        loads.push_back(one.unit + " " + std::to_string(one.before_p50) + "/" + std::to_string(one.before_p95) + " " +
                        std::to_string(one.after_p50) + "/" + std::to_string(one.after_p95));
    EXPECT_THAT(loads, ElementsAre("lansia 0/4 0/0", "meja-kota 0/0 0/4", "trc 0/1 0/1"));
}

TEST_F(DryRuns, SeeASensitiveCaseWithSomebodyWhoTakesNone) {
    decided(1, "rahasia", "lansia");
    EXPECT_EQ(under("999,*,*,*,*,*,meja-kota,\n").leaks, 1) << "nobody in this office takes them";
}

TEST_F(DryRuns, PassOverRecordsThatTheyCannotRead) {
    decided(1, "lansia", "lansia");
    snapshots_[0] = "{}";
    const DryRunReport report = under("999,*,*,*,*,*,meja-kota,\n");
    EXPECT_EQ(report.unreadable, 1);
    EXPECT_EQ(report.decisions, 0);
    EXPECT_THAT(report.loads, IsEmpty());
}

}  // namespace
}  // namespace sambung::cases
