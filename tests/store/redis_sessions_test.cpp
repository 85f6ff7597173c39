// What is special about sessions in Redis: how they lie there, and what its troubles look like.
#include "session_support.h"
#include "sessions_record.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace sambung::store {
namespace {

using testing::RedisServer;

constexpr PersonId ani{0x0123456789abcdef};
constexpr PersonId budi{0xfedcba9876543210};

class RedisSessionsTest : public ::testing::Test {
 protected:
    RedisServer server;
    Keys keys = test_keys();
    Shard shard;
    std::unique_ptr<SessionStore> store = open();

    std::unique_ptr<SessionStore> open(milliseconds timeout = seconds{20}) {
        return value_of(make_redis_sessions(
            shard.io, keys, {.url = server.url(), .command_timeout = timeout, .reconnect_after = milliseconds{5}}));
    }
    Result<SessionRecord> try_load(PersonId person) { return shard.await(store->load(person, event(99))); }
    SessionRecord load(PersonId person) { return value_of(try_load(person)); }
    Result<Committed> try_commit(SessionWrite write) { return shard.await(store->commit(std::move(write))); }
    Committed commit(SessionWrite write) { return value_of(try_commit(std::move(write))); }
    void until_it_answers() {
        shard.until([&] { return shard.await(store->ping()).has_value(); });
    }
};

TEST_F(RedisSessionsTest, ASessionIsAListpackOfThreeFieldsThatShowsNothing) {
    SessionWrite write = first_write(ani, 1);
    write.body = "the citizen's words";
    write.due = from_millis(1'780'000'000'000);
    EXPECT_EQ(commit(write), Committed::written);
    EXPECT_EQ(redis_key(ani), "smb:{b47}:s:0123456789abcdef");
    const auto fields = server.ask({"HGETALL", redis_key(ani)});
    ASSERT_EQ(fields.size(), 6U);
    EXPECT_EQ(fields[0], "r");
    EXPECT_EQ(fields[1], "1780000000000");
    EXPECT_EQ(fields[2], "b");
    EXPECT_EQ(fields[3].size(), sealing_overhead + 4 + write.body.size() + write.reply.size());
    EXPECT_EQ(fields[3].find("words"), std::string::npos);
    EXPECT_EQ(fields[4], "e");
    EXPECT_EQ(fields[5], std::string{short_key(event(1))} + "t");
    EXPECT_EQ(server.tell({"OBJECT", "ENCODING", redis_key(ani)}), "listpack");
    EXPECT_THAT(server.ask({"ZRANGE", "smb:{b47}:tm", "0", "-1", "WITHSCORES"}),
                ::testing::ElementsAre("0123456789abcdef", "1780000000000"));
    const auto left = std::stoll(server.tell({"PTTL", redis_key(ani)}));
    EXPECT_GT(left, milliseconds{std::chrono::hours{71}}.count());
    EXPECT_LE(left, milliseconds{std::chrono::hours{72}}.count());
}

TEST_F(RedisSessionsTest, AnotherPersonsSessionCannotBePutInPlace) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    EXPECT_EQ(server.tell({"COPY", redis_key(ani), redis_key(budi)}), "1");
    const SessionRecord record = load(budi);
    EXPECT_EQ(record.revision, first_write(ani, 1).revision);
    EXPECT_EQ(record.body, "");
    EXPECT_EQ(record.reply, "");
    EXPECT_FALSE(record.seen);
    EXPECT_EQ(commit(next_write(first_write(budi, 1), 2)), Committed::written) << "and a commit replaces it";
    EXPECT_EQ(load(budi).body, "body");
}

TEST_F(RedisSessionsTest, AnOlderRevisionCannotPassForANewer) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    server.tell({"HINCRBY", redis_key(ani), "r", "1"});
    EXPECT_EQ(load(ani).body, "");
    server.tell({"HSET", redis_key(ani), "r", "many"});
    EXPECT_EQ(try_load(ani).error().code, Errc::internal);
}

TEST_F(RedisSessionsTest, AnotherRootKeyReadsNothing) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    SecretKey other{};
    other.fill(8);
    keys = Keys{other};
    store = open();
    EXPECT_EQ(load(ani).revision, first_write(ani, 1).revision);
    EXPECT_EQ(load(ani).body, "");
}

TEST_F(RedisSessionsTest, AForeignValueUnderTheKeyIsAnErrorWithoutItsContent) {
    server.tell({"SET", redis_key(ani), "secret"});
    const auto record = try_load(ani);
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().code, Errc::unavailable);
    EXPECT_EQ(record.error().detail, "redis: WRONGTYPE");
}

TEST_F(RedisSessionsTest, ForgottenScriptsAreBroughtAgain) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    server.tell({"SCRIPT", "FLUSH"});
    EXPECT_EQ(commit(next_write(first_write(ani, 1), 2)), Committed::written);
    EXPECT_TRUE(value_of(shard.await(store->charge(ani, "case", 1, seconds{60}, from_millis(0)))));
    EXPECT_THAT(value_of(shard.await(store->claim_due(from_millis(0), seconds{60}, 10))), ::testing::IsEmpty());
}

TEST_F(RedisSessionsTest, AThousandLoadsAtOnceAreAnswered) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    unsigned found = 0;
    unsigned back = 0;
    for (unsigned number = 0; number < 1000; ++number)
        boost::asio::co_spawn(shard.io, store->load(number % 2 == 0 ? ani : budi, event(1)),
                              [&](std::exception_ptr, const Result<SessionRecord>& record) {
                                  ++back;
                                  if (record && record->revision != 0) ++found;
                              });
    shard.until([&] { return back == 1000; });
    EXPECT_EQ(found, 500U);
}

TEST_F(RedisSessionsTest, AKilledServerIsFoundAgainWithWhatItSaved) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    server.save();
    EXPECT_EQ(commit(first_write(budi, 1)), Committed::written);
    server.stop();
    const auto record = try_load(ani);
    ASSERT_FALSE(record);
    EXPECT_TRUE(record.error().code == Errc::unavailable || record.error().code == Errc::timeout);
    server.start();
    until_it_answers();
    EXPECT_EQ(load(ani).body, "body");
    EXPECT_EQ(load(budi).revision, 0U) << "not saved";
}

TEST_F(RedisSessionsTest, APausedServerIsATimeoutAndARetryTellsWhetherItWasWritten) {
    store = open(milliseconds{200});
    until_it_answers();
    server.pause();
    const auto late = try_commit(first_write(ani, 1));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::timeout);
    server.resume();
    until_it_answers();
    const Committed again = commit(first_write(ani, 1));
    EXPECT_TRUE(again == Committed::seen || again == Committed::written);
    EXPECT_EQ(load(ani).body, "body");
}

TEST_F(RedisSessionsTest, AFullServerWritesNothingAndSaysSo) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    server.tell({"CONFIG", "SET", "maxmemory", "1"});
    SessionWrite second = next_write(first_write(ani, 1), 2);
    second.due = from_millis(1'780'000'000'000);
    for (const SessionWrite& write : {second, first_write(budi, 1)}) {
        const auto full = try_commit(write);
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().code, Errc::unavailable);
        EXPECT_EQ(full.error().detail, "redis: OOM");
    }
    EXPECT_FALSE(shard.await(store->ping()));
    EXPECT_EQ(load(ani).revision, first_write(ani, 1).revision) << "it still reads";
    EXPECT_EQ(server.tell({"EXISTS", "smb:{b47}:tm"}), "0") << "not even the timer";
    server.tell({"CONFIG", "SET", "maxmemory", "0"});
    EXPECT_EQ(commit(second), Committed::written);
}

TEST_F(RedisSessionsTest, AReplicaWritesNothingAndSaysSo) {
    EXPECT_EQ(commit(first_write(ani, 1)), Committed::written);
    server.tell({"REPLICAOF", "127.0.0.1", "1"});
    const auto refused = try_commit(next_write(first_write(ani, 1), 2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    EXPECT_EQ(refused.error().detail, "redis: READONLY");
    EXPECT_EQ(shard.await(store->ping()).error().detail, "redis: READONLY");
    server.tell({"REPLICAOF", "NO", "ONE"});
    EXPECT_EQ(commit(next_write(first_write(ani, 1), 2)), Committed::written);
}

TEST_F(RedisSessionsTest, WhoeverWaitsResumesWhenTheStoreEnds) {
    until_it_answers();
    server.pause();
    unsigned failed = 0;
    for (unsigned number = 0; number < 20; ++number) {
        boost::asio::co_spawn(
            shard.io, store->commit(first_write(PersonId{number}, 1)),
            [&](std::exception_ptr, const Result<Committed>& committed) { failed += committed ? 0 : 1; });
        boost::asio::co_spawn(
            shard.io, store->claim_due(from_millis(0), seconds{1}, 1),
            [&](std::exception_ptr, const Result<std::vector<PersonId>>& claimed) { failed += claimed ? 0 : 1; });
    }
    shard.io.poll();
    EXPECT_EQ(failed, 0U);
    store.reset();
    shard.until([&] { return failed == 40; });
    server.resume();
}

TEST_F(RedisSessionsTest, AChargeLeavesWithItsWindow) {
    EXPECT_TRUE(value_of(shard.await(store->charge(ani, "case", 1, seconds{60}, from_millis(90'000)))));
    const std::string counter = "smb:{b47}:l:0123456789abcdef:case:60000";
    EXPECT_EQ(server.tell({"GET", counter}), "1");
    EXPECT_GT(std::stoll(server.tell({"PTTL", counter})), 0);
}

TEST(RedisSessionsLoading, AServerThatReadsItsFileSaysSo) {
    RedisServer server{testing::RedisListens::unix_socket,
                       {"--key-load-delay", "5000", "--loading-process-events-interval-bytes", "1024"}};
    server.tell({"EVAL", "for key = 1, 2000 do redis.call('SET', key, string.rep('x', 200)) end", "0"});
    server.save();
    server.stop();
    server.start();
    Shard shard;
    const Keys keys = test_keys();
    const auto store =
        value_of(make_redis_sessions(shard.io, keys, {.url = server.url(), .command_timeout = seconds{20}}));
    const auto record = shard.await(store->load(ani, event(1)));
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().detail, "redis: LOADING");
}

TEST(RedisSessionsUrl, AUrlThatCannotBeReadIsMisconfigured) {
    boost::asio::io_context io;
    const Keys keys = test_keys();
    const auto store = make_redis_sessions(io, keys, {.url = "memcached://host"});
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, Errc::misconfigured);
}

}  // namespace
}  // namespace sambung::store
