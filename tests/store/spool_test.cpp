#include "store/spool.h"

#include "database_support.h"

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace sambung::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class SpoolFolder : public testing::Test {
 protected:
    std::unique_ptr<Spool> open(SpoolLimits limits = {}, unsigned char root = 1) {
        return Spool::open(folder_.path(), Keys{SecretKey{root}}, limits).value();
    }
    static Result<> keep(Spool& spool, std::vector<std::string> records) {
        return await_now(spool.keep(std::move(records)));
    }
    static Spool::Oldest oldest(Spool& spool, std::size_t most = 100) { return await_now(spool.oldest(most)); }
    static void taken(Spool& spool, Spool::Rest rest = Spool::Rest::done) { await_now(take(spool, rest)); }
    static Task<bool> take(Spool& spool, Spool::Rest rest) {
        co_await spool.taken(rest);
        co_return true;
    }
    // What lies there, by how the name ends.
    std::vector<fs::path> files(std::string_view extension = ".spool") {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(folder_.path()))
            if (entry.path().extension() == extension) found.push_back(entry.path());
        std::ranges::sort(found);
        return found;
    }
    // As a process that was killed leaves it.
    void leave_behind(std::vector<std::string> records) {
        const auto spool = open();
        ASSERT_TRUE(keep(*spool, std::move(records)));
    }
    TemporaryFolder folder_;
};

TEST_F(SpoolFolder, GivesBackInOrderWhatItWasGivenAndThenForgetsIt) {
    const auto spool = open();
    EXPECT_FALSE(spool->holds());
    ASSERT_TRUE(keep(*spool, {"satu", "dua"}));
    ASSERT_TRUE(keep(*spool, {"tiga"}));
    EXPECT_EQ(spool->waiting(), 3U);
    EXPECT_THAT(oldest(*spool, 2).records, ElementsAre("satu", "dua"));
    EXPECT_THAT(oldest(*spool, 2).records, ElementsAre("satu", "dua")) << "until they are taken";
    taken(*spool);
    ASSERT_TRUE(keep(*spool, {"empat"}));
    EXPECT_THAT(oldest(*spool).records, ElementsAre("tiga", "empat"));
    taken(*spool);
    EXPECT_FALSE(spool->holds());
    EXPECT_THAT(oldest(*spool).records, IsEmpty());
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(SpoolFolder, WhatComesWhileSomeIsTakenStays) {
    const auto spool = open();
    ASSERT_TRUE(keep(*spool, {"satu"}));
    EXPECT_THAT(oldest(*spool).records, ElementsAre("satu"));
    ASSERT_TRUE(keep(*spool, {"dua"}));
    taken(*spool);
    EXPECT_THAT(oldest(*spool).records, ElementsAre("dua"));
}

TEST_F(SpoolFolder, ADeadProcessLeavesItToTheNext) {
    leave_behind({"satu", "dua"});
    leave_behind({"tiga"});
    const auto spool = open();
    EXPECT_EQ(spool->waiting(), 3U);
    ASSERT_TRUE(keep(*spool, {"empat"}));
    std::vector<std::string> all;
    while (spool->holds()) {
        for (std::string& record : oldest(*spool).records) all.push_back(std::move(record));
        taken(*spool);
    }
    EXPECT_THAT(all, ElementsAre("satu", "dua", "tiga", "empat"));
    EXPECT_THAT(oldest(*spool).records, IsEmpty());
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(SpoolFolder, ALivingProcessKeepsItsOwnUntilItIsGone) {
    auto first = open();
    ASSERT_TRUE(keep(*first, {"satu"}));
    const auto second = open();
    EXPECT_FALSE(second->holds());
    EXPECT_EQ(await_now(second->adopt()), 0U);
    first.reset();
    EXPECT_EQ(await_now(second->adopt()), 1U);
    EXPECT_THAT(oldest(*second).records, ElementsAre("satu"));
}

TEST_F(SpoolFolder, HalfARecordAtTheEndWasNeverAcknowledged) {
    leave_behind({"satu"});
    std::ofstream(files().front(), std::ios::binary | std::ios::app) << std::string("\x40\0\0\0half", 8);
    const auto spool = open();
    EXPECT_EQ(spool->waiting(), 1U);
    const Spool::Oldest found = oldest(*spool);
    EXPECT_THAT(found.records, ElementsAre("satu"));
    EXPECT_EQ(found.lost, 0U);
    taken(*spool);
    EXPECT_THAT(files(), IsEmpty());
    EXPECT_THAT(files(".damaged"), IsEmpty());
}

TEST_F(SpoolFolder, ARecordThatWasChangedIsToldAndItsFileStays) {
    leave_behind({"satu", "dua", "tiga"});
    std::fstream file(files().front(), std::ios::binary | std::ios::in | std::ios::out);
    constexpr std::streamoff within_the_second = 4 + 40 + 4 + 4 + 20;
    file.seekg(within_the_second);
    const int byte = file.get();
    file.seekp(within_the_second);
    file.put(static_cast<char>(byte ^ 1));  // whatever stood there
    file.close();
    const auto spool = open();
    const Spool::Oldest found = oldest(*spool);
    EXPECT_THAT(found.records, ElementsAre("satu", "tiga"));
    EXPECT_EQ(found.lost, 1U);
    taken(*spool);
    EXPECT_FALSE(spool->holds());
    EXPECT_THAT(files(), IsEmpty());
    EXPECT_EQ(files(".damaged").size(), 1U);
}

TEST_F(SpoolFolder, RecordsOfAnotherRootKeyAreToldAndTheirFileStays) {
    leave_behind({"satu"});
    const auto spool = open({}, 2);
    EXPECT_EQ(oldest(*spool).lost, 1U);
    taken(*spool);
    EXPECT_EQ(files(".damaged").size(), 1U);
}

TEST_F(SpoolFolder, AFileStaysIfItsTakerSaysSo) {
    const auto spool = open();
    ASSERT_TRUE(keep(*spool, {"satu"}));
    EXPECT_THAT(oldest(*spool).records, ElementsAre("satu"));
    taken(*spool, Spool::Rest::keep_file);
    EXPECT_FALSE(spool->holds());
    EXPECT_EQ(files(".damaged").size(), 1U);
}

TEST_F(SpoolFolder, ItsFilesShowNoWords) {
    leave_behind({"nenek sendirian di rumah"});
    std::ifstream in(files().front(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(bytes.find("nenek"), std::string::npos);
    EXPECT_EQ(fs::status(files().front()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SpoolFolder, OverItsLimitNothingIsTaken) {
    const auto spool = open({.bytes = 200});
    ASSERT_TRUE(keep(*spool, {std::string(100, 'x')}));
    const Result<> second = keep(*spool, {std::string(100, 'x')});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::unavailable);
    EXPECT_EQ(spool->waiting(), 1U);
    EXPECT_EQ(oldest(*spool).records.size(), 1U);
    taken(*spool);
    EXPECT_TRUE(keep(*spool, {std::string(100, 'x')})) << "there is room again";
}

TEST_F(SpoolFolder, ALongOutageFillsSeveralFilesAndEachGoesWhenItIsTaken) {
    const auto spool = open({.file_bytes = 150});
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(keep(*spool, {std::to_string(i) + std::string(60, 'x')}));
    ASSERT_EQ(files().size(), 3U);
    const Spool::Oldest first = oldest(*spool);
    EXPECT_EQ(first.records.size(), 2U) << "a file at a time";
    EXPECT_TRUE(first.records.front().starts_with("0"));
    taken(*spool);
    EXPECT_EQ(files().size(), 2U);
    EXPECT_EQ(spool->waiting(), 4U);
}

// A disk that takes part of a write: here, a limit on the size of files.
TEST_F(SpoolFolder, AWriteThatFailsHalfWayHarmsNothing) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto spool = open();
    ASSERT_TRUE(keep(*spool, {"satu"}));
    rlimit small = before;
    small.rlim_cur = 120;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<> failed = keep(*spool, {std::string(200, 'x')});
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::unavailable);
    ASSERT_TRUE(keep(*spool, {"dua"}));
    EXPECT_THAT(oldest(*spool).records, ElementsAre("satu", "dua"));
}

TEST_F(SpoolFolder, ManyAtOnceAreAllKept) {
    const auto spool = open();
    boost::asio::io_context io{1};
    int kept = 0;
    for (int i = 0; i < 200; ++i)
        boost::asio::co_spawn(io.get_executor(), spool->keep({std::to_string(i)}),
                              [&](const std::exception_ptr&, const Result<>& result) { kept += result ? 1 : 0; });
    io.run();
    EXPECT_EQ(kept, 200);
    EXPECT_EQ(spool->waiting(), 200U);
    EXPECT_EQ(oldest(*spool, 1000).records.size(), 200U);
}

TEST(Spool, AFolderThatCannotBeMadeIsNamed) {
    const auto spool = Spool::open("/proc/none/spool", Keys{SecretKey{1}}, {});
    ASSERT_FALSE(spool);
    EXPECT_EQ(spool.error().code, Errc::misconfigured);
    EXPECT_NE(spool.error().detail.find("/proc/none/spool"), std::string::npos);
}

}  // namespace
}  // namespace sambung::store
