// Redis failing and coming back: real processes of Redis, a real database.
#include "session_failover_support.h"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include <charconv>
#include <string>
#include <vector>

namespace sambung::store {
namespace {

constexpr PersonId ani{0x0123456789abcdef};
constexpr PersonId budi{0xfedcba9876543210};

TEST_F(SessionFailover, WhileRedisWorksSqlIsNotTouched) {
    const auto here = start(quick_times);
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    EXPECT_EQ(load(*here, ani).body, "body");
    EXPECT_EQ(sessions_in_sql(), 0);
    EXPECT_THAT(here->told, ::testing::IsEmpty());
}

TEST_F(SessionFailover, ATurnThatRedisLeavesHalfwayIsFinishedBySql) {
    const auto here = start(patient);
    const SessionWrite first = first_write(ani, 1);
    EXPECT_EQ(commit(*here, first), Committed::written);
    EXPECT_EQ(load(*here, ani).revision, first.revision);
    server.stop();
    EXPECT_EQ(commit(*here, next_write(first, 2)), Committed::written)
        << "SQL takes over a revision that it has never seen";
    EXPECT_EQ(sessions_in_sql(), 1);
    const SessionRecord record = load(*here, ani, 2);
    EXPECT_EQ(record.revision, first.revision + 1);
    EXPECT_TRUE(record.seen);
    EXPECT_EQ(commit(*here, next_write(first, 3)), Committed::conflict) << "SQL has a newer one now";
    EXPECT_FALSE(row_says_sql()) << "one failure is no reason to give Redis up";
}

TEST_F(SessionFailover, ErrorsAndNothingElseTurnTheSwitch) {
    const auto here = start(quick_times);
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    server.stop();
    EXPECT_EQ(load(*here, ani).revision, 0U) << "the conversation begins anew";
    until_on_sql(*here);  // with no further call: the store probes by itself
    EXPECT_TRUE(row_says_sql());
    EXPECT_EQ(commit(*here, first_write(ani, 2)), Committed::written);
    EXPECT_TRUE(shard.await(here->store->ping())) << "it can take a write";
    EXPECT_TRUE(value_of(shard.await(here->store->charge(ani, "case", 1, seconds{60}, from_millis(0)))));
    EXPECT_FALSE(value_of(shard.await(here->store->charge(ani, "case", 1, seconds{60}, from_millis(0)))));
}

TEST_F(SessionFailover, APausedRedisIsGivenUpToo) {
    const auto here = start(quick_times, milliseconds{50});
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    server.pause();
    EXPECT_EQ(commit(*here, next_write(first_write(ani, 1), 2)), Committed::written);
    until_on_sql(*here);
    server.resume();
    until_on_redis(*here);
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 1);
}

TEST_F(SessionFailover, WhenRedisIsBackItGetsTheSessionsOfTheMeantime) {
    const auto here = start(quick_times);
    server.stop();
    SessionWrite write = first_write(ani, 1);
    write.due = from_millis(1'780'000'000'000);
    EXPECT_EQ(commit(*here, write), Committed::written);
    until_on_sql(*here);
    std::vector<PersonId> others;
    for (std::uint64_t number = 1; number <= 150; ++number) {  // more than a page
        others.push_back({number << 56U | number});
        EXPECT_EQ(commit(*here, first_write(others.back(), 1)), Committed::written);
    }
    server.start();
    until_on_redis(*here);
    EXPECT_FALSE(row_says_sql());
    EXPECT_THAT(here->told, ::testing::ElementsAre(true, false));
    EXPECT_EQ(sessions_in_sql(), 0);
    EXPECT_EQ(revision_in_redis(ani), std::to_string(write.revision));
    const SessionRecord record = load(*here, ani, 1);
    EXPECT_EQ(record.body, write.body);
    EXPECT_EQ(record.reply, write.reply);
    EXPECT_TRUE(record.seen);
    EXPECT_THAT(value_of(shard.await(here->store->claim_due(*write.due, seconds{60}, 5))), ::testing::ElementsAre(ani));
    for (PersonId other : others) EXPECT_EQ(load(*here, other).body, "body");
    EXPECT_LE(std::stoll(server.tell({"PTTL", redis_key(ani)})), write.ttl.count());
}

TEST_F(SessionFailover, AFullRedisIsGivenUpAtOnceAndServesAgainWithRoom) {
    const auto here = start(trusting);
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    server.tell({"CONFIG", "SET", "maxmemory", "1"});
    EXPECT_EQ(commit(*here, next_write(first_write(ani, 1), 2)), Committed::written);
    EXPECT_TRUE(here->on_sql());
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 1);
    server.tell({"CONFIG", "SET", "maxmemory", "0"});
    until_on_redis(*here);
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 1);
}

TEST_F(SessionFailover, ARedisThatBecameAReplicaIsGivenUpAtOnce) {
    const auto here = start(trusting);
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    server.tell({"REPLICAOF", "127.0.0.1", "1"});
    EXPECT_EQ(commit(*here, next_write(first_write(ani, 1), 2)), Committed::written);
    EXPECT_TRUE(here->on_sql());
    server.tell({"REPLICAOF", "NO", "ONE"});
    until_on_redis(*here);
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 1);
}

TEST_F(SessionFailover, TwoProcessesObeyOneRow) {
    const auto here = start(quick_times);
    const auto there = start(quick_times);
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    server.stop();
    EXPECT_EQ(commit(*here, next_write(first_write(ani, 1), 2)), Committed::written);
    until_on_sql(*there);  // it has not asked Redis for anything
    EXPECT_EQ(load(*there, ani).revision, first_write(ani, 1).revision + 1);
    EXPECT_EQ(commit(*there, next_write(next_write(first_write(ani, 1), 2), 3)), Committed::written);
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 2);
    server.start();
    until_on_redis(*here);
    until_on_redis(*there);
    EXPECT_EQ(load(*there, ani).revision, first_write(ani, 1).revision + 2);
    EXPECT_EQ(load(*here, ani).revision, first_write(ani, 1).revision + 2);
}

TEST_F(SessionFailover, AProcessThatStartsDuringTheTroubleIsToldSo) {
    const auto here = start(quick_times);
    server.stop();
    EXPECT_EQ(commit(*here, first_write(ani, 1)), Committed::written);
    until_on_sql(*here);
    const auto later = start(quick_times);
    EXPECT_EQ(load(*later, ani).body, "body") << "its first call waits until it knows the row";
    EXPECT_THAT(later->told, ::testing::ElementsAre(true));
}

TEST_F(SessionFailover, AStrayIsBroughtHomeBeforeItsPersonsNextLoad) {
    const auto here = start(patient);
    const SessionWrite first = first_write(ani, 1);
    EXPECT_EQ(commit(*here, first), Committed::written);
    server.save();
    server.stop();
    EXPECT_EQ(commit(*here, next_write(first, 2)), Committed::written);
    EXPECT_EQ(sessions_in_sql(), 1);
    server.start();
    shard.until([&] { return load(*here, ani).revision == first.revision + 1 && sessions_in_sql() == 0; });
    EXPECT_EQ(revision_in_redis(ani), std::to_string(first.revision + 1));
    EXPECT_THAT(here->told, ::testing::IsEmpty());
}

TEST_F(SessionFailover, AnOlderSessionInSqlDoesNotReplaceANewerInRedis) {
    const auto redis =
        value_of(make_redis_sessions(shard.io, keys, {.url = server.url(), .command_timeout = seconds{20}}));
    EXPECT_EQ(value_of(shard.await(redis->commit(first_write(ani, 2)))), Committed::written);
    const auto sql = make_sql_sessions(*database, keys);
    SessionWrite old = first_write(ani, 1);
    old.revision = 5;
    old.body = "old";
    EXPECT_EQ(value_of(shard.await(sql->commit(old))), Committed::written);
    SessionWrite expired = first_write(budi, 1);
    expired.ttl = milliseconds{1};
    EXPECT_EQ(value_of(shard.await(sql->commit(expired))), Committed::written);
    const auto here = start(trusting);
    shard.until([&] { return sessions_in_sql() == 0; });
    EXPECT_EQ(load(*here, ani).body, "body");
    EXPECT_EQ(load(*here, budi).revision, 0U);
}

// Counts in the session's body, turn after turn, and begins a turn anew when it meets a conflict, as the gateway does.
Task<> count_on(SessionStore& store, unsigned& turns, unsigned& errors, const bool& enough, bool& ended) {
    while (!enough) {
        const EventId now = event(turns + 1);
        const Result<SessionRecord> loaded = co_await store.load(ani, now);
        unsigned count = 0;
        if (loaded) std::from_chars(loaded->body.data(), loaded->body.data() + loaded->body.size(), count);
        if (!loaded || count != turns) ++errors;
        if (!loaded) continue;
        SessionWrite write = first_write(ani, turns + 1);
        write.expected = loaded->revision;
        if (loaded->revision != 0) write.revision = loaded->revision + 1;
        write.body = std::to_string(turns + 1);
        const Result<Committed> committed = co_await store.commit(std::move(write));
        if (!committed) ++errors;
        if (committed && *committed != Committed::conflict) ++turns;
    }
    ended = true;
}

TEST_F(SessionFailover, TurnsGoOnWithoutALossWhileRedisComesBack) {
    const auto here = start(quick_times);
    server.stop();
    EXPECT_EQ(load(*here, ani).revision, 0U);
    until_on_sql(*here);
    unsigned turns = 0;
    unsigned errors = 0;
    bool enough = false;
    bool ended = false;
    boost::asio::co_spawn(shard.io, count_on(*here->store, turns, errors, enough, ended), boost::asio::detached);
    shard.until([&] { return turns >= 20; });
    server.start();
    until_on_redis(*here);
    const unsigned then = turns;
    shard.until([&] { return turns >= then + 200; });
    enough = true;
    shard.until([&] { return ended; });
    EXPECT_EQ(errors, 0U) << "each turn found what the turn before had left";
    EXPECT_EQ(load(*here, ani).body, std::to_string(turns));
    EXPECT_THAT(here->told, ::testing::ElementsAre(true, false));
}

// A database that takes nothing.
class AbsentDatabase final : public Database {
 public:
    bool enqueue_write(Lane, Job, Done) override { return false; }
    bool enqueue_read(std::move_only_function<void(Sql&)>) override { return false; }
};

TEST_F(SessionFailover, WithoutSqlRedisServesAlone) {
    AbsentDatabase absent;
    auto redis =
        value_of(make_redis_sessions(shard.io, keys, {.url = server.url(), .reconnect_after = milliseconds{5}}));
    const auto store = make_failover_sessions(shard.io, std::move(redis), absent, keys, [](bool) {}, quick_times);
    EXPECT_EQ(value_of(shard.await(store->commit(first_write(ani, 1)))), Committed::written);
    server.stop();
    const auto record = shard.await(store->load(ani, event(1)));
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().code, Errc::unavailable);
}

}  // namespace
}  // namespace sambung::store
