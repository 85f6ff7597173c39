#include "record_keeper.h"

#include "pack.h"
#include "source_folder.h"
#include "store/case_store.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;

constexpr TimePoint monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + hours{3}};

// The books of an office, and their keeper on a clock that the test moves.
class Keeper : public testing::Test {
 protected:
    ~Keeper() override { fs::remove_all(folder_); }

    template <class T>
    T run(Task<T> task) {
        std::optional<T> result;
        boost::asio::co_spawn(io_, std::move(task), [&](std::exception_ptr, T value) { result = std::move(value); });
        io_.restart();
        io_.run();
        return std::move(*result);
    }
    void keep(TimePoint now) {
        ran_ = now - monday;
        keep_by_the_wall_clock(now);
    }
    void keep_by_the_wall_clock(TimePoint now) {
        boost::asio::co_spawn(io_, keeper_.keep(now), [](std::exception_ptr) {});
        io_.restart();
        io_.run();
    }
    store::Outcome grant(int event, store::Wish wish) {
        store::Grant grant;
        grant.key = {keys_.event("wa", std::to_string(event)), 0};
        grant.person = keys_.person("wa", "+6281234567101");
        grant.channel = "wa";
        grant.address = "+6281234567101";
        grant.wish = std::move(wish);
        grant.now = monday;
        return run(cases_->grant(std::move(grant))).value();
    }
    Ticket file(int event) {
        cases::Report report;
        report.kind = cases::Kind::help_request;
        report.category = "pelatihan";
        report.story = std::to_string(event);
        return *grant(event, store::File{.draft = keys_.draft(keys_.event("wa", std::to_string(event))),
                                         .report = report,
                                         .cases_per_day = 1000})
                    .ticket;
    }
    std::size_t erased() {
        std::size_t all = 0;
        for (const store::Erasure& one : run(store::erasures(*database_, store::ErasureState::done, 0, 1000)).value())
            all += one.ticket ? 1 : 0;
        return all;
    }

    std::string pattern_ = (fs::temp_directory_path() / "sambung-keeper-XXXXXX").string();
    fs::path folder_ = ::mkdtemp(pattern_.data());
    boost::asio::io_context io_{1};
    Pack pack_ = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ =
        store::Database::open({.path = (folder_ / "cases.db").string()}).value();
    std::unique_ptr<store::CaseStore> cases_ = store::make_sqlite_cases(*database_, keys_, pack_.office);
    Metrics metrics_;
    milliseconds ran_{0};
    RecordKeeper keeper_{{.database = *database_,
                          .keys = keys_,
                          .metrics = metrics_,
                          .anchors = folder_ / "anchors",
                          .retention = {},
                          .calendar = pack_.office->calendar,
                          .began = monday,
                          .elapsed = [this] { return ran_; },
                          .spawn = {}}};
};

TEST_F(Keeper, AnchorsAfterTheNightAndLooksOnceAMinute) {
    file(1);
    keep(monday);
    EXPECT_FALSE(fs::exists(folder_ / "anchors"));
    keep(monday + days{1});
    EXPECT_TRUE(fs::exists(folder_ / "anchors" / "2026-11-24-2.txt"));
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_anchors_total 1"));
    EXPECT_EQ(keeper_.anchors(), "ok");
    file(2);
    keep(monday + days{1} + minutes{1} - milliseconds{1});
    keep(monday + days{3});
    EXPECT_TRUE(fs::exists(folder_ / "anchors" / "2026-11-26-4.txt"));
}

TEST_F(Keeper, TellsThatAnAnchorCannotBeWrittenUntilItCan) {
    file(1);
    std::ofstream{folder_ / "anchors"} << "in the way";
    keep(monday + days{1});
    EXPECT_EQ(keeper_.anchors(), "failing");
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_anchors_failing 1"));
    fs::remove(folder_ / "anchors");
    keep(monday + days{1} + minutes{1});
    EXPECT_EQ(keeper_.anchors(), "ok");
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_anchors_failing 0"));
}

TEST_F(Keeper, ErasesNothingOnAClockThatJumped) {
    file(1);
    const store::Outcome asked = grant(2, store::Erase{.ask = {.draft = {}, .words = {}, .reason = "erase"}});
    ASSERT_EQ(asked.granted, store::Granted::ok);
    keep_by_the_wall_clock(asked.due + minutes{1});
    EXPECT_EQ(erased(), 0U);
    keep(asked.due + minutes{2});
    EXPECT_EQ(erased(), 1U);
}

TEST_F(Keeper, TellsOutsideTheDatabaseWhatItErasedAndNoticesThatItWasLost) {
    file(1);
    const store::Outcome asked = grant(2, store::Erase{.ask = {.draft = {}, .words = {}, .reason = "erase"}});
    ASSERT_EQ(asked.granted, store::Granted::ok);
    keep(asked.due + minutes{1});
    const fs::path ledger = store::ledger_in(folder_ / "anchors");
    const auto lines = store::read_ledger(ledger, {store::public_key(keys_)}).value();
    ASSERT_EQ(lines.size(), 2U) << "the case, and with it the person";
    EXPECT_TRUE(lines.front().ticket);
    EXPECT_EQ(keeper_.ledger(), "ok");
    fs::rename(ledger, folder_ / "elsewhere");
    keep(asked.due + minutes{2});
    EXPECT_EQ(keeper_.ledger(), "failing");
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_erasure_ledger_failing 1"));
    fs::rename(folder_ / "elsewhere", ledger);
    keep(asked.due + minutes{3});
    EXPECT_EQ(keeper_.ledger(), "ok");
}

TEST_F(Keeper, LooksAgainWithinAMinuteOfAClockThatWasSetBack) {
    file(1);
    keep(monday + days{5});
    file(2);
    keep(monday + days{2});
    EXPECT_TRUE(fs::exists(folder_ / "anchors" / "2026-11-25-4.txt"));
}

TEST_F(Keeper, ErasesWhatWasAskedForWhenItsClockHasRun) {
    file(1);
    const store::Outcome asked = grant(2, store::Erase{.ask = {.draft = {}, .words = {}, .reason = "erase"}});
    ASSERT_EQ(asked.granted, store::Granted::ok);
    keep(asked.due - milliseconds{1});
    EXPECT_EQ(erased(), 0U);
    keep(asked.due + minutes{1});
    EXPECT_EQ(erased(), 1U);
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_erased_total{reason=\"asked\"}"));
}

}  // namespace
}  // namespace sambung::gateway
