// The exchange log's files and its thread.
#include "exchanges/exchange_log.h"

#include "exchanges/exchange_recorder.h"
#include "http/scripted_http_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <future>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr TimePoint late_evening = from_millis(1'795'391'999'000);  // 2026-11-22T23:59:59Z
constexpr std::chrono::days day{1};

mode_t mode_of(const fs::path& path) {
    struct stat about{};
    return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 0777U : 0;
}

class InAFolder : public testing::Test {
 protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "sambung-exchanges-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
        folder_ = root_ / "made" / "by us";
    }
    void TearDown() override { fs::remove_all(root_); }

    std::vector<std::string> files() const {
        std::vector<std::string> out;
        if (fs::exists(folder_))
            for (const auto& entry : fs::recursive_directory_iterator(folder_))
                if (!entry.is_directory()) out.push_back(fs::relative(entry.path(), folder_).string());
        std::ranges::sort(out);
        return out;
    }
    std::vector<std::string> lines(const std::string& file) const {
        std::ifstream in(folder_ / file);
        std::vector<std::string> out;
        for (std::string line; std::getline(in, line);) out.push_back(line);
        return out;
    }
    void put(const fs::path& file) const {
        fs::create_directories((folder_ / file).parent_path());
        std::ofstream(folder_ / file) << "x\n";
    }

    fs::path root_, folder_;
};

class ExchangeFolder : public InAFolder {};

TEST_F(ExchangeFolder, HasAFileADayOfUtcForItsOwnerAlone) {
    ExchangeFiles log({.folder = folder_});
    ASSERT_TRUE(log.append("sms", late_evening, "one"));
    ASSERT_TRUE(log.append("sms", late_evening, "two"));
    ASSERT_TRUE(log.append("sms", late_evening + seconds{1}, "three"));
    ASSERT_TRUE(log.append("wa", late_evening, "four"));
    EXPECT_THAT(files(), ElementsAre("sms/2026-11-22.jsonl", "sms/2026-11-23.jsonl", "wa/2026-11-22.jsonl"));
    EXPECT_THAT(lines("sms/2026-11-22.jsonl"), ElementsAre("one", "two"));
    EXPECT_EQ(mode_of(folder_ / "sms/2026-11-22.jsonl"), 0600U);
    for (const fs::path& made : {folder_ / "sms", folder_, folder_.parent_path()})
        EXPECT_EQ(mode_of(made), 0700U) << made;
}

TEST_F(ExchangeFolder, NamesAFileWithNothingThatLeadsElsewhere) {
    EXPECT_EQ(exchange_file("../../etc", late_evening), "______etc/2026-11-22.jsonl");
}

TEST_F(ExchangeFolder, KeepsThatManyDaysTodayAmongThem) {
    ExchangeFiles log({.folder = folder_, .days = 3});
    for (const char* name : {"sms/2026-11-19.jsonl", "sms/2026-11-20.jsonl", "sms/2026-11-22.jsonl",
                             "wa/2025-01-01.jsonl", "wa/notes.txt", "wa/2025-01-01.jsonl.old"})
        put(name);
    EXPECT_EQ(log.forget(late_evening), 2U);
    EXPECT_THAT(files(),
                ElementsAre("sms/2026-11-20.jsonl", "sms/2026-11-22.jsonl", "wa/2025-01-01.jsonl.old", "wa/notes.txt"));
    EXPECT_EQ(log.forget(late_evening), 0U);
}

TEST_F(ExchangeFolder, LeavesWhatALinkLeadsToAlone) {
    const fs::path elsewhere = root_ / "elsewhere";
    fs::create_directories(elsewhere);
    std::ofstream(elsewhere / "2020-01-01.jsonl") << "x";
    fs::create_directories(folder_);
    fs::create_directory_symlink(elsewhere, folder_ / "sms");
    EXPECT_EQ(ExchangeFiles({.folder = folder_}).forget(late_evening), 0U);
    EXPECT_TRUE(fs::exists(elsewhere / "2020-01-01.jsonl"));
}

TEST_F(ExchangeFolder, IsFullAtItsBound) {
    ExchangeFiles log({.folder = folder_, .most_bytes = 8});
    EXPECT_TRUE(log.append("sms", late_evening, "1234567"));
    const Result<> more = log.append("sms", late_evening, "");
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code, Errc::throttled);
    EXPECT_THAT(lines("sms/2026-11-22.jsonl"), ElementsAre("1234567"));
}

TEST_F(ExchangeFolder, ThatCannotBeMadeIsAnError) {
    std::ofstream(root_ / "file") << "x";
    const Result<> written = ExchangeFiles({.folder = root_ / "file"}).append("sms", late_evening, "line");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Errc::unavailable);
}

class Log : public InAFolder {
 protected:
    ExchangeLog::Parts parts() {
        adapters::ChannelSettings sms;
        sms.id = "sms";
        return {.files = {.folder = folder_, .days = 2},
                .channels = {sms},
                .fingerprint = [](std::string_view) { return std::string{"0a1b2c3d"}; },
                .clock = [this] { return from_millis(now_); },
                .dropped = [this] { ++dropped_; },
                .warn = [this](std::string_view why) { warnings_.emplace_back(why); }};
    }
    static Exchange call(TimePoint at = late_evening) {
        const HttpRequest request{
            .method = "GET", .target = "/hooks/sms?id=1&text=halo", .headers = {}, .body = {}, .remote = {}};
        return exchange_in("sms", "/hooks/sms", request, at);
    }

    std::atomic<std::int64_t> now_{to_millis(late_evening)};
    std::atomic<int> dropped_{0};
    std::vector<std::string> warnings_;  // of the log's thread, until it has stopped
};

TEST_F(Log, HasWrittenEverythingWhenItStops) {
    ExchangeLog log(parts());
    for (int i = 0; i < 200; ++i) log.keep(call());
    log.stop();
    EXPECT_EQ(lines("sms/2026-11-22.jsonl").size(), 200U);
    EXPECT_THAT(lines("sms/2026-11-22.jsonl").front(),
                HasSubstr(R"("query":{"id":"<id 0a1b2c3d>","text":"<text 4>"})"));
    EXPECT_EQ(dropped_, 0);
    log.keep(call());
    EXPECT_EQ(dropped_, 1) << "after the end nothing is kept";
}

TEST_F(Log, DropsWhatIsOverItsBoundAndCountsIt) {
    std::promise<void> writing;
    std::promise<void> go_on;
    std::atomic<bool> first{true};
    ExchangeLog::Parts bounded = parts();
    bounded.most_waiting = 3;
    bounded.fingerprint = [&](std::string_view) {
        if (first.exchange(false)) {
            writing.set_value();
            go_on.get_future().wait();
        }
        return std::string{"0a1b2c3d"};
    };
    ExchangeLog log(std::move(bounded));
    log.keep(call());
    writing.get_future().wait();  // the first is being written, and the disk is slow
    for (int i = 0; i < 5; ++i) log.keep(call());
    EXPECT_EQ(dropped_, 2);
    go_on.set_value();
    log.stop();
    EXPECT_EQ(lines("sms/2026-11-22.jsonl").size(), 4U);
}

TEST_F(Log, DropsWhatWouldHoldTooMuchMemory) {
    ExchangeLog::Parts bounded = parts();
    bounded.most_bytes = 10;
    ExchangeLog log(std::move(bounded));
    log.keep(call());
    EXPECT_EQ(dropped_, 1);
}

TEST_F(Log, ForgetsOldDaysAtTheStartAndWhenADayHasPassed) {
    put("sms/2026-11-20.jsonl");
    ExchangeLog log(parts());
    log.keep(call());
    log.stop();
    EXPECT_THAT(files(), ElementsAre("sms/2026-11-22.jsonl"));

    ExchangeLog::Parts next = parts();
    std::promise<void> written;
    std::atomic<bool> first{true};
    next.dropped = [&] {
        if (first.exchange(false)) written.set_value();
    };
    ExchangeLog later(std::move(next));
    Exchange stranger = call();
    stranger.channel = "nobody";  // tells by `dropped` that the thread has come by
    later.keep(std::move(stranger));
    written.get_future().wait();
    put("sms/2026-11-21.jsonl");
    now_ += milliseconds{2 * day}.count();
    later.keep(call(from_millis(now_)));
    later.stop();
    EXPECT_THAT(files(), ElementsAre("sms/2026-11-24.jsonl"));
}

TEST_F(Log, WarnsOfAFullDiskOnceAnHourAndGoesOn) {
    std::ofstream(root_ / "made") << "a file where the folder should be";
    std::promise<void> third;
    ExchangeLog::Parts broken = parts();
    broken.dropped = [&] {
        if (++dropped_ == 3) third.set_value();
    };
    ExchangeLog log(std::move(broken));
    for (int i = 0; i < 3; ++i) log.keep(call());
    third.get_future().wait();
    now_ += milliseconds{std::chrono::hours{1}}.count();
    log.keep(call());
    log.stop();
    EXPECT_EQ(dropped_, 4);
    EXPECT_EQ(warnings_.size(), 2U);
}

TEST_F(Log, HasTheCallsToAProviderAndItsAnswers) {
    const HttpCall asked{.method = "POST",
                         .url = "https://graph.example/v21.0/messages",
                         .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer x"}},
                         .body = R"({"to":"6281298765432"})"};
    const HttpReply told{.status = 400,
                         .content_type = "application/json",
                         .body = R"({"error":{"code":131030,"message":"Siti"}})",
                         .headers = {}};
    ScriptedHttpClient provider({{asked, told}, {asked, fail(Errc::timeout, "slow")}},
                                [](std::string_view what) { ADD_FAILURE() << what; });
    ExchangeLog log(parts());
    ExchangeRecorder client(provider, log, "sms");
    boost::asio::io_context io;
    std::vector<Result<HttpReply>> replies;
    for (int i = 0; i < 2; ++i) {
        boost::asio::co_spawn(
            io, client.exchange(asked, seconds{1}),
            [&](const std::exception_ptr&, Result<HttpReply> reply) { replies.push_back(std::move(reply)); });
        io.run();
        io.restart();
    }
    log.stop();
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_EQ(replies[0]->body, told.body);
    EXPECT_EQ(replies[1].error().code, Errc::timeout);
    EXPECT_THAT(lines("sms/2026-11-22.jsonl"),
                ElementsAre(testing::AllOf(HasSubstr(R"("direction":"out")"),
                                           HasSubstr(R"("headers":["content-type","authorization"])"),
                                           HasSubstr(R"("status":400)"),
                                           HasSubstr(R"("body":{"error":{"code":131030,"message":"<text 4>"}}})")),
                            HasSubstr(R"("status":0,"fault":"timeout")")));
}

}  // namespace
}  // namespace sambung::gateway
