// What comes in while the books are away.
#include "arrivals/arrivals.h"

#include "arrivals/spool_drain.h"

#include <boost/asio/co_spawn.hpp>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <utility>

namespace sambung::gateway {
namespace {

using testing::ElementsAre;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};

TEST(Spooled, MessagesComeBackAsTheyWere) {
    const store::Keys keys{store::SecretKey{1}};
    const store::NewInbound message{.channel = "wa",
                                    .event = keys.event("wa", "wamid.1"),
                                    .person = keys.person("wa", "+6281234567890"),
                                    .payload = R"({"id":"wamid.1","text":"nenek \"sakit\" 🙏"})",
                                    .received = monday,
                                    .alias = keys.person("wa", "ID.1")};
    const Result<Spooled> back = decode_spooled(encode_spooled(message));
    ASSERT_TRUE(back);
    const auto& same = std::get<store::NewInbound>(*back);
    EXPECT_EQ(same.channel, message.channel);
    EXPECT_EQ(same.event, message.event);
    EXPECT_EQ(same.person, message.person);
    EXPECT_EQ(same.payload, message.payload);
    EXPECT_EQ(same.received, message.received);
    EXPECT_EQ(same.alias, message.alias);
}

TEST(Spooled, ReportsComeBackAsTheyWere) {
    const Report report{.channel = "wa",
                        .update = {.ref = "r",
                                   .provider_id = "wamid.2",
                                   .delivery = Delivery::failed,
                                   .reason = "131026",
                                   .unwanted = true,
                                   .part = true}};
    const Result<Spooled> back = decode_spooled(encode_spooled(report));
    ASSERT_TRUE(back);
    const auto& same = std::get<Report>(*back);
    EXPECT_EQ(same.channel, "wa");
    EXPECT_EQ(same.update.ref, "r");
    EXPECT_EQ(same.update.provider_id, "wamid.2");
    EXPECT_EQ(same.update.delivery, Delivery::failed);
    EXPECT_EQ(same.update.reason, "131026");
    EXPECT_TRUE(same.update.unwanted);
    EXPECT_TRUE(same.update.part);
}

TEST(Spooled, AnythingElseIsAnError) {
    for (const char* bytes :
         {"", "x", "[]", "{}", R"({"event":"00"})", R"({"event":5})",
          R"({"channel":"wa","ref":"","provider_id":"","delivery":"lost","reason":"","unwanted":false,"part":false})"})
        EXPECT_FALSE(decode_spooled(bytes)) << bytes;
}

std::string temporary_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sambung-arrivals-XXXXXX").string();
    const char* made = ::mkdtemp(pattern.data());
    return made != nullptr ? made : std::string{};
}

std::shared_ptr<const cases::Office> no_office() { return std::make_shared<const cases::Office>(); }

// The books are a real database, which another connection can hold.
class Outage : public testing::Test {
 public:
    ~Outage() override {
        database_.reset();
        spool_.reset();
        std::filesystem::remove_all(folder_);
    }

 protected:
    void run() {
        io_.restart();
        io_.run();
    }
    // `then` is called when it is known where the message went.
    Result<Arrivals::Place> keep(std::string text, const std::function<void()>& then = [] {}) {
        return keep(std::move(text), "+6281234567890", then);
    }
    Result<Arrivals::Place> keep(std::string text, std::string_view from, const std::function<void()>& then = [] {}) {
        store::NewInbound message{.channel = "sms",
                                  .event = keys_.event("sms", text),
                                  .person = keys_.person("sms", from),
                                  .payload = std::move(text)};
        std::optional<Result<Arrivals::Place>> place;
        boost::asio::co_spawn(io_, arrivals_.keep("sms", {std::move(message)}),
                              [&](const std::exception_ptr&, Result<Arrivals::Place> result) {
                                  place = std::move(result);
                                  then();
                              });
        run();
        return std::move(*place);
    }
    bool drain() {
        bool moved = false;
        boost::asio::co_spawn(io_, drain_.round(), [&](const std::exception_ptr&, bool result) { moved = result; });
        run();
        return moved;
    }
    // As another process holds them that writes, until `release_books`.
    void hold_books() {
        ASSERT_EQ(sqlite3_open((folder_ + "/cases.db").c_str(), &other_), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(other_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    }
    void change(const char* statement) {
        sqlite3* own = nullptr;
        ASSERT_EQ(sqlite3_open((folder_ + "/cases.db").c_str(), &own), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(own, statement, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(own);
    }
    void release_books() { sqlite3_close(std::exchange(other_, nullptr)); }
    Task<> answer(store::InboxItem item) {
        answered_.push_back(item.payload);
        received_.push_back(item.received);
        co_return;
    }

    boost::asio::io_context io_{1};
    TimePoint now_ = monday;
    std::string folder_ = temporary_folder();
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = folder_ + "/cases.db"}).value();
    std::unique_ptr<store::CaseStore> cases_ = store::make_sqlite_cases(*database_, keys_, no_office());
    std::unique_ptr<store::Spool> spool_ = store::Spool::open(folder_ + "/spool", keys_, {}).value();
    Metrics metrics_;
    sqlite3* other_ = nullptr;
    std::vector<std::string> answered_;
    std::vector<TimePoint> received_;
    Arrivals arrivals_{
        {.cases = *cases_,
         .spool = spool_.get(),
         .metrics = metrics_,
         .clock = [this] { return now_; },
         .spawn =
             [this](Task<> task) { boost::asio::co_spawn(io_, std::move(task), [](const std::exception_ptr&) {}); },
         .kept =
             [this](const std::string&, std::vector<store::InboxItem> news, std::size_t) {
                 for (const store::InboxItem& item : news) answered_.push_back(item.payload);
             },
         .lease = milliseconds{10'000},
         .patience = milliseconds{50}}};
    SpoolDrain drain_{{.io = io_,
                       .spool = *spool_,
                       .cases = *cases_,
                       .metrics = metrics_,
                       .clock = [this] { return now_; },
                       .answer = [this](store::InboxItem item) { return answer(std::move(item)); },
                       .lease = milliseconds{10'000}}};
};

TEST_F(Outage, IsNoneWhileTheBooksAnswer) {
    EXPECT_EQ(keep("satu"), Arrivals::Place::books);
    EXPECT_THAT(answered_, ElementsAre("satu"));
    EXPECT_FALSE(arrivals_.spooling());
    EXPECT_FALSE(drain());
}

TEST_F(Outage, IsMetByTheSpoolAndEachMessageIsAnsweredOnce) {
    hold_books();
    EXPECT_EQ(keep("satu", [this] { release_books(); }), Arrivals::Place::spool);
    EXPECT_EQ(keep("dua"), Arrivals::Place::spool) << "behind what waits, so that order holds";
    now_ += std::chrono::minutes{5};
    EXPECT_TRUE(drain());
    EXPECT_THAT(answered_, ElementsAre("satu", "dua"));
    EXPECT_THAT(received_, ElementsAre(monday, monday)) << "they came in then, not now";
    EXPECT_FALSE(arrivals_.spooling());
    EXPECT_EQ(keep("tiga"), Arrivals::Place::books);
}

TEST_F(Outage, AReportIsNotedAfterIt) {
    hold_books();
    Result<> noted = fail(Errc::internal, "not yet");
    StatusUpdate update{.ref = {}, .provider_id = "wamid.9", .delivery = Delivery::delivered, .reason = {}};
    boost::asio::co_spawn(io_, arrivals_.note("sms", update), [&](const std::exception_ptr&, Result<> result) {
        noted = std::move(result);
        release_books();
    });
    run();
    EXPECT_TRUE(noted);
    EXPECT_TRUE(spool_->holds());
    EXPECT_TRUE(drain());
    EXPECT_FALSE(spool_->holds());
}

TEST_F(Outage, OfBothIsSaidSo) {
    std::filesystem::remove_all(folder_ + "/spool");
    hold_books();
    const Result<Arrivals::Place> place = keep("satu", [this] { release_books(); });
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().code, Errc::unavailable);
    EXPECT_TRUE(answered_.empty()) << "the provider comes again";
}

TEST_F(Outage, OneMessageThatTheBooksRefuseDoesNotTakeTheOthersAlong) {
    ASSERT_EQ(keep("dulu"), Arrivals::Place::books);
    hold_books();
    ASSERT_EQ(keep("satu"), Arrivals::Place::spool);
    ASSERT_EQ(keep("dua", "+6281234567891"), Arrivals::Place::spool);
    release_books();
    change("UPDATE persons SET key = x'00'");  // of whoever wrote before
    answered_.clear();
    EXPECT_TRUE(drain());
    EXPECT_THAT(answered_, ElementsAre("dua"));
    EXPECT_FALSE(spool_->holds());
    bool kept = false;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/spool"))
        kept = kept || entry.path().extension() == ".damaged";
    EXPECT_TRUE(kept) << "for a person to look at";
}

TEST_F(Outage, WithoutASpoolIsSaidSo) {
    database_.reset();
    database_ = store::Database::open({.path = folder_ + "/full.db", .queue_limit = 0}).value();
    const std::unique_ptr<store::CaseStore> full = store::make_sqlite_cases(*database_, keys_, no_office());
    Arrivals plain{{.cases = *full,
                    .metrics = metrics_,
                    .clock = [this] { return now_; },
                    .spawn = [](Task<>) {},
                    .kept = [](const std::string&, std::vector<store::InboxItem>, std::size_t) {},
                    .lease = milliseconds{10'000}}};
    Result<Arrivals::Place> place = Arrivals::Place::books;
    boost::asio::co_spawn(io_, plain.keep("sms", {}), [&](const std::exception_ptr&, Result<Arrivals::Place> result) {
        place = std::move(result);
    });
    run();
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().code, Errc::unavailable);
}

}  // namespace
}  // namespace sambung::gateway
