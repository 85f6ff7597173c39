// Photos on their way from a provider to the disk, with the books and a provider that answers by script.
#include "fetching/media_fetcher.h"

#include "database_support.h"
#include "exchanges/exchange_log.h"
#include "exchanges/exchange_recorder.h"
#include "fetching/media_references.h"
#include "http/scripted_http_client.h"
#include "media/check.h"
#include "media_samples.h"
#include "sql.h"
#include "store/erasure.h"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};

std::string sha256_of(std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4U];
        hex += "0123456789abcdef"[digest[i] & 15U];
    }
    return hex;
}

// Asking the graph, and fetching from where it says.
const std::string there = "https://lookaside.fbsbx.com/1";
HttpCall graph(const std::string& id) {
    return {.method = "GET",
            .url = "https://graph.facebook.com/v25.0/" + id,
            .headers = {{"Authorization", "Bearer demo"}},
            .body = {}};
}
HttpCall file() {
    HttpCall call{.method = "GET",
                  .url = "https://graph.facebook.com/v25.0/media",
                  .headers = {{"Authorization", "Bearer demo"}},
                  .body = {}};
    call.secret_url = there;
    return call;
}
HttpReply answer(int status, std::string body) { return {status, "application/json", std::move(body), {}}; }
HttpReply told(std::string_view sha256) {
    return answer(200, R"({"url":")" + there + R"(","sha256":")" + std::string{sha256} + R"("})");
}
std::vector<ScriptedCall> brings(const std::string& id, const std::string& bytes) {
    return {{graph(id), told(sha256_of(bytes))}, {file(), answer(200, bytes)}};
}

Task<bool> add(std::string& to, std::string_view piece) {
    to += piece;
    co_return true;
}

class Fetching : public testing::Test {
 protected:
    Fetching() {
        Config config = plain_config({});
        for (ChannelConfig& channel : config.channels) channel.sink = false;
        channels_ = Channels::make(config.channels).value();
    }
    ~Fetching() override { EXPECT_THAT(complaints_, IsEmpty()); }

    template <class T>
    T await(Task<T> task) {
        return store::await_now(std::move(task));
    }
    void script(std::vector<ScriptedCall> calls) {
        client_ = std::make_unique<ScriptedHttpClient>(
            std::move(calls), [this](std::string_view what) { complaints_ += std::string{what} + "\n"; });
    }
    Ticket file_case(std::vector<store::MediaReference> media, int number = 1) {
        const EventId event = keys_.event("wa", std::to_string(number));
        store::Grant grant;
        grant.key = {event, 0};
        grant.address = "+62812000001" + std::to_string(number);  // each of another person
        grant.person = keys_.person("wa", grant.address);
        grant.channel = "wa";
        cases::Report report;
        report.story = "cerita " + std::to_string(number);
        grant.wish = store::File{keys_.draft(event), report};
        grant.media = std::move(media);
        grant.now = monday;
        return *await(cases_->grant(std::move(grant))).value().ticket;
    }
    // Everything that is due, once.
    std::size_t fetch() {
        boost::asio::io_context io{1};
        MediaFetcher fetcher(parts(io));
        std::optional<std::size_t> tried;
        boost::asio::co_spawn(io.get_executor(), store::keep_outcome(fetcher.fetch_due(), tried),
                              [](const std::exception_ptr& thrown) { EXPECT_FALSE(thrown); });
        io.run();
        return tried.value();
    }
    void sweep() {
        boost::asio::io_context io{1};
        MediaFetcher fetcher(parts(io));
        boost::asio::co_spawn(io.get_executor(), fetcher.sweep(), [](const std::exception_ptr&) {});
        io.run();
    }
    MediaFetcher::Parts parts(boost::asio::io_context& io) {
        std::vector<MediaFetcher::Source> sources;
        for (const auto& channel : channels_.all()) sources.push_back({channel.get(), client_.get()});
        return {.io = io,
                .cases = *cases_,
                .blobs = store::BlobStore::open(folder_ / "media").value(),
                .sources = std::move(sources),
                .metrics = metrics_,
                .clock = [this] { return now_; },
                .checkpoint = {}};
    }
    std::string state() {
        return database_
            ->read_now([](store::Sql& sql) -> Result<std::string> {
                store::Query row = sql.query(
                    "SELECT group_concat(trim(state || ' ' || code || ' ' || coalesce(kind, '')), ', ')"
                    " FROM (SELECT * FROM media ORDER BY id)");
                return row.next() ? std::string{row.text(0)} : std::string{};
            })
            .value();
    }
    // What staff would be shown.
    std::string content(const Ticket& ticket) {
        const std::int64_t id = await(cases_->media_of(ticket)).value().at(0).id;
        const store::MediaFile found = await(cases_->media_file(id)).value();
        const auto blobs = store::BlobStore::open(folder_ / "media").value();
        const auto reader = blobs.read(found.kept.address, found.key).value();
        std::string all;
        for (std::string piece = reader->next().value(); !piece.empty(); piece = reader->next().value()) all += piece;
        return all;
    }
    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& each : fs::recursive_directory_iterator{folder_ / "media"})
            if (each.is_regular_file()) found.push_back(each.path());
        return found;
    }

    store::TemporaryFolder folder_;
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ =
        store::make_sqlite_cases(*database_, keys_, std::make_shared<const cases::Office>());
    Channels channels_;
    Metrics metrics_;
    std::string complaints_;
    std::unique_ptr<ScriptedHttpClient> client_;
    TimePoint now_ = monday;
};

TEST_F(Fetching, APhotoIsKeptAsItsPixelsAlone) {
    const std::string sent = media::with_segments(media::a_jpeg(), media::exif(6));
    const Ticket ticket = file_case({{"wa", "101"}});
    script(brings("101", sent));
    EXPECT_EQ(fetch(), 1U);
    EXPECT_EQ(state(), "kept  image");
    EXPECT_EQ(content(ticket), media::plain_jpeg(sent).value());
    EXPECT_THAT(content(ticket), Not(HasSubstr(media::where_it_was_taken)));
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(sambung_media_total{channel="wa",code="",result="kept"} 1)"));
    EXPECT_EQ(fetch(), 0U) << "once is enough";
}

TEST_F(Fetching, AVoiceNoteIsKeptWithoutItsComments) {
    const std::string sent = media::a_voice(300);
    const Ticket ticket = file_case({{"wa", "101"}});
    script(brings("101", sent));
    fetch();
    EXPECT_EQ(state(), "kept  voice");
    EXPECT_EQ(content(ticket).size(), sent.size() - media::opus_tags.size() + 16);
}

struct RefusedRow {
    const char* what;
    std::string bytes;
    std::string sha256;
    std::string state;
};

TEST_F(Fetching, WhatIsNotToBeKeptIsRefusedAndLeavesNothing) {
    const std::string jpeg = media::a_jpeg();
    const std::string voice = media::a_voice(300);
    const RefusedRow rows[] = {
        {"a photo with another digest", jpeg, sha256_of("another"), "refused sha256"},
        {"a voice note with another digest", voice, sha256_of("another"), "refused sha256"},
        {"a document", "%PDF-1.7 and more", "", "refused kind"},
        {"a few bytes", "\xFF\xD8", "", "refused kind"},
        {"nothing", "", "", "refused kind"},
        {"half a photo", jpeg.substr(0, jpeg.size() / 2), "", "refused broken"},
        {"half a voice note", voice.substr(0, voice.size() / 2), "", "refused broken"},
        {"a voice note that breaks off after much", voice + "<script>", "", "refused broken"},
        {"too many bytes", media::a_jpeg() + std::string(5UL * 1024 * 1024, 'x'), "", "refused size"},
    };
    int number = 1;
    std::string states;
    for (const RefusedRow& row : rows) {
        SCOPED_TRACE(row.what);
        file_case({{"wa", "101"}}, number++);
        script({{graph("101"), told(row.sha256)}, {file(), answer(200, row.bytes)}});
        fetch();
        states += (states.empty() ? "" : ", ") + row.state;
        EXPECT_EQ(state(), states);
        EXPECT_THAT(files(), IsEmpty());
    }
}

struct NotHadRow {
    const char* what;
    std::vector<ScriptedCall> script;
    std::string state;
};

TEST_F(Fetching, WhatCannotBeHadIsLostOrTriedAgain) {
    const Result<HttpReply> silence = fail(Errc::timeout, "no answer in time");
    const NotHadRow rows[] = {
        {"their trouble", {{graph("101"), answer(503, "")}}, "wanted 503"},
        {"no answer", {{graph("101"), silence}}, "wanted timeout"},
        {"no such photo", {{graph("101"), answer(400, R"({"error":{"code":100}})")}}, "lost 100"},
        {"an address that is over", {{graph("101"), told("")}, {file(), answer(404, "")}}, "wanted 404"},
        {"cut off", {{graph("101"), told("")}, {file(), silence}}, "wanted timeout"},
        {"elsewhere", {{graph("101"), answer(200, R"({"url":"https://127.0.0.1/x"})")}}, "lost host"},
    };
    int number = 1;
    std::string states;
    for (const NotHadRow& row : rows) {
        SCOPED_TRACE(row.what);
        file_case({{"wa", "101"}}, number++);
        script(row.script);
        fetch();
        states += (states.empty() ? "" : ", ") + row.state;
        EXPECT_EQ(state(), states);
    }
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Fetching, WhatFailedComesAtItsNextTry) {
    file_case({{"wa", "101"}});
    script({{graph("101"), answer(503, "")}});
    fetch();
    now_ += media_backoff(0) - milliseconds{1};
    EXPECT_EQ(fetch(), 0U);
    now_ += milliseconds{1};
    script(brings("101", media::a_jpeg()));
    EXPECT_EQ(fetch(), 1U);
    EXPECT_EQ(state(), "kept  image");
}

TEST_F(Fetching, AChannelThatKnowsNoWayLosesIt) {
    file_case({{"sms", "https://provider.example/1.jpg"}});
    script({});
    fetch();
    EXPECT_EQ(state(), "lost no_fetch");
}

TEST_F(Fetching, OfAChannelThatIsNoLongerThereItIsGivenUpAfterAWeek) {
    file_case({{"gone", "101"}});
    script({});
    EXPECT_EQ(fetch(), 0U);
    EXPECT_EQ(state(), "wanted");
    now_ += store::media_life;
    fetch();
    EXPECT_EQ(state(), "lost expired");
}

TEST_F(Fetching, ADiskThatTakesNothingIsTriedAgain) {
    file_case({{"wa", "101"}});
    script(brings("101", media::a_jpeg()));
    boost::asio::io_context io{1};
    MediaFetcher fetcher(parts(io));
    fs::remove_all(folder_ / "media" / "unfinished");
    boost::asio::co_spawn(io.get_executor(), fetcher.fetch_due(), [](const std::exception_ptr&, std::size_t) {});
    io.run();
    EXPECT_EQ(state(), "wanted unavailable");
}

TEST_F(Fetching, ADiskThatDoesNotSayItsRoomIsLeftAlone) {
    file_case({{"wa", "101"}});
    script({});
    boost::asio::io_context io{1};
    MediaFetcher fetcher(parts(io));
    fs::remove_all(folder_ / "media");
    std::size_t tried = 1;
    boost::asio::co_spawn(io.get_executor(), fetcher.fetch_due(),
                          [&tried](const std::exception_ptr&, std::size_t count) { tried = count; });
    io.run();
    EXPECT_EQ(tried, 0U);
    EXPECT_EQ(state(), "wanted");
}

TEST_F(Fetching, ASweepRemovesWhatNoCaseNeeds) {
    const Ticket ticket = file_case({{"wa", "101"}});
    script(brings("101", media::a_jpeg()));
    fetch();
    std::ofstream{folder_ / "media" / "unfinished" / "of-a-crash"} << "x";
    ASSERT_EQ(files().size(), 2U);
    const auto age = [this] {
        for (const fs::path& each : files()) fs::last_write_time(each, fs::file_time_type::clock::now() - hours{2});
    };
    sweep();
    EXPECT_EQ(files().size(), 2U) << "both are new";
    age();
    sweep();
    EXPECT_EQ(files().size(), 1U) << "the photo of a case stays";
    database_
        ->write_now([&](store::Sql& sql) -> Result<> {
            sql.run("UPDATE cases SET status = 'closed' WHERE ticket = ?", ticket.digits());
            return {};
        })
        .value();
    ASSERT_TRUE(await(store::erase_case(*database_, keys_, ticket, "ani", now_)));
    sweep();
    EXPECT_THAT(files(), IsEmpty());
    EXPECT_EQ(state(), "gone erased");
}

TEST_F(Fetching, TheExchangeLogNeverHoldsIt) {
    {
        ExchangeLog log({.files = {.folder = folder_ / "exchanges", .days = 1},
                         .channels = {{.id = "wa", .public_url = {}, .values = {}}},
                         .fingerprint = [](std::string_view) { return std::string{"00000000"}; },
                         .clock = [] { return monday; },
                         .dropped = [] { ADD_FAILURE() << "a line was not written"; },
                         .warn = [](std::string_view why) { ADD_FAILURE() << why; }});
        ScriptedHttpClient provider({{file(), answer(200, "the words of a voice note")}}, {});
        ExchangeRecorder recorder(provider, log, "wa");
        std::string came;
        const auto sink = [&came](std::string_view piece) { return add(came, piece); };
        EXPECT_EQ(await(recorder.fetch(file(), sink, milliseconds{1})).value().body, "");
        EXPECT_EQ(came, "the words of a voice note");
        log.stop();
    }
    std::string all;
    for (const auto& each : fs::recursive_directory_iterator{folder_ / "exchanges"}) {
        if (!each.is_regular_file()) continue;
        std::ifstream in{each.path()};
        all.append(std::istreambuf_iterator<char>{in}, {});
    }
    EXPECT_THAT(all, HasSubstr(R"("answer":{"size":25)"));
    EXPECT_THAT(all, Not(HasSubstr("voice note")));
}

TEST(MediaBackoff, DoublesFromHalfAMinuteToFourHours) {
    EXPECT_EQ(media_backoff(0), milliseconds{30'000});
    EXPECT_EQ(media_backoff(1), milliseconds{60'000});
    EXPECT_EQ(media_backoff(9), hours{4});
    EXPECT_EQ(media_backoff(1'000), hours{4});
    milliseconds tries{0};
    for (int i = 0; i < most_media_attempts; ++i) tries += media_backoff(i);
    EXPECT_GT(tries, store::media_life) << "the week is over before the tries are";
}

using adapters::MediaFault;
using adapters::Verdict;

TEST(MediaSettling, FollowsTheFault) {
    const store::MediaItem first{.id = 7, .channel = "wa", .reference = "1", .key = store::MediaKey{{}}};
    store::MediaItem last = first;
    last.attempts = most_media_attempts - 1;
    const auto settled = [](const store::MediaItem& item, MediaFault fault) { return settle(item, fault, monday); };
    EXPECT_EQ(settled(first, {Verdict::permanent, "100"}).state, store::MediaState::lost);
    EXPECT_EQ(settled(first, {Verdict::retry, "503"}).next, monday + seconds{30});
    EXPECT_EQ(settled(first, {Verdict::throttled, "4", seconds{600}}).next, monday + seconds{600});
    EXPECT_EQ(settled(first, {Verdict::throttled, "4", seconds{1}}).next, monday + seconds{30});
    EXPECT_EQ(settled(last, {Verdict::retry, "503"}).state, store::MediaState::lost);
    EXPECT_EQ(settled(last, {Verdict::retry, "503"}).code, "503");
}

TEST(MediaRest, LeavesAProviderAloneThatFails) {
    MediaRest rest;
    for (int i = 0; i < 9; ++i) rest.failed({Verdict::retry, "503"}, monday);
    EXPECT_TRUE(rest.is_over(monday));
    rest.failed({Verdict::retry, "503"}, monday);
    EXPECT_FALSE(rest.is_over(monday + minutes{30} - milliseconds{1}));
    EXPECT_TRUE(rest.is_over(monday + minutes{30}));

    MediaRest seldom;
    for (int i = 0; i < 30; ++i) seldom.failed({Verdict::permanent, "100"}, monday + minutes{7} * i);
    EXPECT_TRUE(seldom.is_over(monday + minutes{7} * 30)) << "nine within an hour";

    MediaRest fast;
    fast.failed({Verdict::throttled, "4"}, monday);
    EXPECT_FALSE(fast.is_over(monday + minutes{4}));
    EXPECT_TRUE(fast.is_over(monday + minutes{5}));

    MediaRest wrong_token;
    wrong_token.failed({Verdict::alarm, "190"}, monday);
    EXPECT_FALSE(wrong_token.is_over(monday + minutes{29}));
}

TEST(MediaReferences, NameTheChannelThatItCameBy) {
    Config config = plain_config({});
    const Channels channels = Channels::make(config.channels).value();
    const std::vector<Media> sent = with_channel("wa", {{.id = "101", .mime = {}, .sha256 = {}}});
    EXPECT_EQ(sent.at(0).id, "wa:101");
    const auto references =
        references_from({"wa:101", "sms:https://a.example/1", "202", "https://a.example/2"}, channels, "ussd");
    std::string told;
    for (const store::MediaReference& each : references) told += each.channel + " " + each.id + "\n";
    EXPECT_EQ(told, "wa 101\nsms https://a.example/1\nussd 202\nussd https://a.example/2\n");
}

}  // namespace
}  // namespace sambung::gateway
