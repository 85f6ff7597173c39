// The connection under everything that happens to connections, against a real Redis.
#include "redis_connection.h"

#include "session_support.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sambung::store {
namespace {

using testing::RedisListens;
using testing::RedisServer;

constexpr RedisPatience long_patience{
    .answer = test_patience, .reconnect = milliseconds{5}, .reconnect_most = milliseconds{20}};
constexpr RedisPatience short_patience{
    .answer = milliseconds{200}, .reconnect = milliseconds{5}, .reconnect_most = milliseconds{20}};

class RedisConnecting : public ::testing::Test {
 protected:
    Shard shard;
    std::shared_ptr<RedisConnection> redis;

    ~RedisConnecting() override {
        if (redis) redis->close();
    }
    void connect(const std::string& url, RedisPatience patience = long_patience) {
        redis = RedisConnection::open(shard.io, value_of(parse_redis_url(url)), patience);
    }
    Result<RedisReply> ask(RedisCommand command) { return shard.await(redis->ask(std::move(command))); }
    std::string text(RedisCommand command) { return value_of(ask(std::move(command))).text; }
    void until_it_answers() {
        shard.until([&] { return ask({"PING"}).has_value(); });
    }
};

TEST_F(RedisConnecting, OverAUnixSocketItGetsItsAnswers) {
    const RedisServer server;
    connect(server.url());
    EXPECT_EQ(text({"PING"}), "PONG");
    const std::string bytes{"\x00\xff\r\n", 4};
    EXPECT_EQ(text({"SET", "key", bytes}), "OK");
    EXPECT_EQ(text({"GET", "key"}), bytes);
    EXPECT_EQ(value_of(ask({"GET", "other"})).kind, RedisReply::Kind::nil);
    EXPECT_EQ(value_of(ask({"INCR", "counter"})).integer, 1);
    EXPECT_EQ(value_of(ask({"LRANGE", "nothing", "0", "-1"})).elements.size(), 0U);
    EXPECT_EQ(value_of(ask({"NOSUCH"})).error_word(), "ERR");
    EXPECT_EQ(text({"CLIENT", "GETNAME"}), "sambung");
}

TEST_F(RedisConnecting, OverTcpByNumberAndByName) {
    const RedisServer server{RedisListens::tcp};
    connect(server.url());
    EXPECT_EQ(text({"PING"}), "PONG");
    redis->close();
    connect("redis://localhost:" + std::to_string(server.port()));  // resolves to ::1 first on many machines
    until_it_answers();
}

TEST_F(RedisConnecting, APasswordAndADatabaseAreUsedBeforeAnythingElse) {
    const RedisServer server{RedisListens::tcp};
    server.tell({"CONFIG", "SET", "requirepass", "s3cret"});
    connect("redis://:s3cret@127.0.0.1:" + std::to_string(server.port()) + "/5");
    EXPECT_EQ(text({"SET", "key", "five"}), "OK");
    EXPECT_NE(text({"CLIENT", "INFO"}).find(" db=5 "), std::string::npos);
}

TEST_F(RedisConnecting, AnAccountOfAnAccessListIsUsed) {
    const RedisServer server;
    server.tell({"ACL", "SETUSER", "gate", "on", ">s3cret", "~*", "+get", "+set", "+auth"});
    connect("redis+unix://gate:s3cret@" + server.socket().string());
    EXPECT_EQ(text({"SET", "key", "value"}), "OK") << "it may not set its name, and works as well";
    EXPECT_EQ(value_of(ask({"PING"})).error_word(), "NOPERM");
}

TEST_F(RedisConnecting, NothingIsSentWithAWrongPasswordOrDatabase) {
    const RedisServer server;
    connect("redis+unix://" + server.socket().string() + "?db=99", short_patience);
    const auto refused = ask({"SET", "key", "value"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    EXPECT_EQ(server.tell({"DBSIZE"}), "0");
    redis->close();
    connect("redis+unix://:wrong@" + server.socket().string(), short_patience);
    EXPECT_FALSE(ask({"SET", "key", "value"}));
    EXPECT_EQ(server.tell({"DBSIZE"}), "0");
}

TEST_F(RedisConnecting, AThousandCommandsAtOnceAreAnsweredInOrder) {
    const RedisServer server;
    connect(server.url());
    EXPECT_EQ(text({"PING"}), "PONG");
    std::vector<RedisCommand> commands;
    for (int number = 0; number < 1000; ++number) commands.push_back({"ECHO", std::to_string(number)});
    const auto answers = shard.await(redis->ask_all(std::move(commands)));
    ASSERT_EQ(answers.size(), 1000U);
    for (std::size_t number = 0; number < answers.size(); ++number)
        EXPECT_EQ(value_of(answers[number]).text, std::to_string(number));
    EXPECT_EQ(shard.await(redis->ask_all({})).size(), 0U);
}

TEST_F(RedisConnecting, MoreThanTheSocketTakesAtOnceArrives) {
    const RedisServer server;
    connect(server.url());
    const std::string large(512U << 10U, '\x7f');
    std::vector<RedisCommand> commands;
    for (int number = 0; number < 4; ++number) commands.push_back({"SET", "large" + std::to_string(number), large});
    for (const auto& answer : shard.await(redis->ask_all(std::move(commands)))) EXPECT_EQ(value_of(answer).text, "OK");
    EXPECT_EQ(text({"GET", "large3"}), large);
}

TEST_F(RedisConnecting, TooManyCommandsAreRefusedAtOnce) {
    RedisServer server;
    connect(server.url());
    EXPECT_EQ(text({"PING"}), "PONG");
    std::vector<RedisCommand> commands;
    for (int number = 0; number < 16'400; ++number) commands.push_back({"PING"});
    const auto answers = shard.await(redis->ask_all(std::move(commands)));
    EXPECT_TRUE(answers.front());
    ASSERT_FALSE(answers.back());
    EXPECT_EQ(answers.back().error().code, Errc::unavailable);
}

TEST_F(RedisConnecting, AServerThatIsNotThereFailsCallsAtOnceUntilItComes) {
    RedisServer server;
    server.stop();
    connect(server.url());
    const auto refused = ask({"PING"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    server.start();
    until_it_answers();
}

TEST_F(RedisConnecting, AKilledServerFailsWhatWaitsAndIsFoundAgain) {
    for (const RedisListens listens : {RedisListens::unix_socket, RedisListens::tcp}) {
        RedisServer server{listens};
        connect(server.url());
        EXPECT_EQ(text({"PING"}), "PONG");
        server.pause();  // so that the command is sent and not answered
        std::optional<Result<RedisReply>> waiting;
        boost::asio::co_spawn(shard.io, redis->ask({"PING"}), [&](std::exception_ptr, Result<RedisReply> answer) {
            waiting.emplace(std::move(answer));
        });
        shard.io.poll();
        EXPECT_FALSE(waiting);
        server.stop();
        shard.until([&] { return waiting.has_value(); });
        ASSERT_FALSE(*waiting);
        EXPECT_EQ(waiting->error().code, Errc::timeout) << "it may have been done";
        server.start();
        until_it_answers();
        redis->close();
    }
}

TEST_F(RedisConnecting, AConnectionThatRedisClosesIsMadeAnew) {
    const RedisServer server;
    connect(server.url());
    EXPECT_EQ(text({"PING"}), "PONG");
    server.tell({"CLIENT", "KILL", "TYPE", "normal"});
    until_it_answers();
}

TEST_F(RedisConnecting, AConnectionThatStoodForAWhileIsMadeAnewAtOnce) {
    const RedisServer server;
    RedisPatience patience = long_patience;
    patience.stable = milliseconds{0};
    patience.reconnect = std::chrono::hours{1};
    connect(server.url(), patience);
    EXPECT_EQ(text({"PING"}), "PONG");
    server.tell({"CLIENT", "KILL", "TYPE", "normal"});
    const auto first = ask({"PING"});  // may find the old connection gone
    const auto second = first ? first : ask({"PING"});
    EXPECT_TRUE(second);
}

TEST_F(RedisConnecting, APausedServerIsATimeoutAndServesAgainWhenItGoesOn) {
    RedisServer server;
    connect(server.url(), short_patience);
    EXPECT_EQ(text({"PING"}), "PONG");
    server.pause();
    const auto began = std::chrono::steady_clock::now();
    const auto late = ask({"PING"});
    const auto waited = std::chrono::steady_clock::now() - began;
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::timeout);
    EXPECT_GE(waited, short_patience.answer);
    const auto still = ask({"PING"});  // the kernel takes the new connection, nobody greets it
    ASSERT_FALSE(still);
    EXPECT_EQ(still.error().code, Errc::unavailable) << "it was never sent";
    server.resume();
    until_it_answers();
}

TEST_F(RedisConnecting, ItEndsInEveryStateWithWhoeverWaits) {
    RedisServer server;
    std::vector<Errc> ends;
    const auto leave_waiting = [&] {
        boost::asio::co_spawn(
            shard.io, redis->ask({"PING"}),
            [&](std::exception_ptr, const Result<RedisReply>& answer) { ends.push_back(answer.error().code); });
    };
    connect(server.url());  // not begun
    leave_waiting();
    redis->close();
    shard.until([&] { return ends.size() == 1; });
    connect(server.url());  // connected, one sent
    until_it_answers();
    server.pause();
    leave_waiting();
    shard.io.poll();
    redis->close();
    shard.until([&] { return ends.size() == 2; });
    connect(server.url());  // connecting, nobody greets
    leave_waiting();
    shard.io.poll();
    redis->close();
    shard.until([&] { return ends.size() == 3; });
    connect("redis://redis.invalid");  // resolving
    leave_waiting();
    shard.io.poll();
    redis->close();
    shard.until([&] { return ends.size() == 4; });
    leave_waiting();  // closed
    shard.until([&] { return ends.size() == 5; });
    EXPECT_EQ(ends,
              (std::vector{Errc::unavailable, Errc::timeout, Errc::unavailable, Errc::unavailable, Errc::unavailable}));
}

TEST(RedisConnectionLifetime, AnIoContextMayEndWithWhatWaitsForTheConnection) {
    const RedisServer server;
    std::shared_ptr<RedisConnection> redis;
    {
        boost::asio::io_context io{1};
        redis = RedisConnection::open(io, value_of(parse_redis_url(server.url())), long_patience);
        boost::asio::co_spawn(io, redis->ask({"BLPOP", "nothing", "0"}),
                              [](std::exception_ptr, const Result<RedisReply>&) {});
        io.run_for(milliseconds{1});
        redis->close();
        redis.reset();
    }
}

}  // namespace
}  // namespace sambung::store
