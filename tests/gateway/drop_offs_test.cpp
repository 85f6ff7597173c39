#include "drop_offs.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

SessionEnd end_of(bool completed, int hops, seconds took) {
    SessionEnd end;
    end.session = "ATUid_1";
    end.from = "+6281234567890";
    end.completed = completed;
    end.hops = hops;
    end.duration = took;
    return end;
}

class Ending : public testing::Test {
 protected:
    void bring(store::CaseStore& cases) {
        boost::asio::io_context io{1};
        boost::asio::co_spawn(io, drop_offs_.bring(cases), [](const std::exception_ptr&) {});
        io.run();
    }
    std::vector<store::UssdEnds> noted(const std::string& since = "2026-11-22") {
        return cases_->ussd_ends(since).value();
    }
    Metrics metrics_;
    DropOffs drop_offs_{metrics_};
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ =
        store::make_sqlite_cases(*database_, keys_, std::make_shared<const cases::Office>());
};

TEST_F(Ending, IsCountedByDayChannelAndQuestion) {
    drop_offs_.add("2026-11-22", "ussd", {"lapor", "bahaya"}, end_of(false, 3, seconds{20}));
    drop_offs_.add("2026-11-22", "ussd", {"lapor", "bahaya"}, end_of(false, 5, seconds{10}));
    drop_offs_.add("2026-11-22", "ussd", {}, end_of(true, 9, seconds{60}));
    bring(*cases_);
    drop_offs_.add("2026-11-22", "ussd", {"lapor", "bahaya"}, end_of(false, 1, seconds{5}));
    drop_offs_.add("2026-11-23", "ussd", {"cek", "nomor"}, end_of(false, 1, seconds{5}));
    bring(*cases_);
    const std::vector<store::UssdEnds> ends = noted();
    ASSERT_EQ(ends.size(), 3U);
    EXPECT_EQ(ends[0].flow + "." + ends[0].state, "lapor.bahaya");
    EXPECT_FALSE(ends[0].completed);
    EXPECT_EQ(ends[0].sessions, 3);
    EXPECT_EQ(ends[0].hops, 9);
    EXPECT_EQ(ends[0].ms, 35'000);
    EXPECT_TRUE(ends[1].completed);
    EXPECT_EQ(ends[2].day, "2026-11-23");
    EXPECT_EQ(noted("2026-11-23").size(), 1U);
    const std::string metrics = metrics_.text();
    EXPECT_TRUE(metrics.contains(R"(sambung_ussd_dropped_total{flow="lapor",state="bahaya"} 3)")) << metrics;
    EXPECT_TRUE(metrics.contains(R"(sambung_ussd_sessions_ended_total{how="completed"} 1)"));
}

TEST_F(Ending, ThatTheBooksDoNotTakeIsBroughtLater) {
    const std::unique_ptr<store::Database> full = store::Database::open({.path = ":memory:", .queue_limit = 0}).value();
    const std::unique_ptr<store::CaseStore> away =
        store::make_sqlite_cases(*full, keys_, std::make_shared<const cases::Office>());
    drop_offs_.add("2026-11-22", "ussd", {"lapor", "bahaya"}, end_of(false, 3, seconds{20}));
    bring(*away);
    drop_offs_.add("2026-11-22", "ussd", {"lapor", "bahaya"}, end_of(false, 3, seconds{20}));
    bring(*cases_);
    ASSERT_EQ(noted().size(), 1U);
    EXPECT_EQ(noted()[0].sessions, 2);
}

}  // namespace
}  // namespace sambung::gateway
