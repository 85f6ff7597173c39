// What the fail-over tests share: processes on one Redis and one database, and a look at both from outside.
#pragma once

#include "session_support.h"
#include "sql.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace sambung::store {

class SessionFailover : public ::testing::Test {
 protected:
    // A process's store, and what it was told about the switch.
    struct Process {
        std::vector<bool> told;
        std::unique_ptr<SessionStore> store;
        [[nodiscard]] bool on_sql() const { return !told.empty() && told.back(); }
    };

    // These never give Redis up on their own and never probe it.
    static constexpr FailoverTimes patient{
        .give_up_after = std::chrono::hours{1}, .reread_every = milliseconds{20}, .probe_every = std::chrono::hours{1}};
    // These give it up only if it says that it will not serve.
    static constexpr FailoverTimes trusting{
        .give_up_after = std::chrono::hours{1}, .reread_every = milliseconds{20}, .probe_every = milliseconds{40}};

    testing::RedisServer server;
    TestDatabase database;
    Keys keys = test_keys();
    Shard shard;

    std::unique_ptr<Process> start(FailoverTimes times, milliseconds redis_timeout = seconds{20}) {
        auto process = std::make_unique<Process>();
        auto redis = value_of(make_redis_sessions(
            shard.io, keys,
            {.url = server.url(), .command_timeout = redis_timeout, .reconnect_after = milliseconds{5}}));
        const auto hear = [told = &process->told](bool on_sql) { told->push_back(on_sql); };
        process->store = make_failover_sessions(shard.io, std::move(redis), *database, keys, hear, times);
        return process;
    }
    SessionRecord load(Process& by, PersonId person, unsigned event_number = 99) {
        return value_of(shard.await(by.store->load(person, event(event_number))));
    }
    Committed commit(Process& by, SessionWrite write) {
        return value_of(shard.await(by.store->commit(std::move(write))));
    }
    void until_on_sql(Process& process) {
        shard.until([&] { return process.on_sql(); });
    }
    void until_on_redis(Process& process) {
        shard.until([&] { return !process.on_sql(); });
    }

    std::int64_t number(std::string_view query) {
        return value_of(database->read_now([query](Sql& sql) -> Result<std::int64_t> {
            Query row = sql.query(query);
            return row.next() ? row.integer(0) : -1;
        }));
    }
    bool row_says_sql() { return number("SELECT on_sql FROM session_switch") == 1; }
    std::int64_t sessions_in_sql() { return number("SELECT count(*) FROM sessions"); }
    std::string revision_in_redis(PersonId person) { return server.tell({"HGET", redis_key(person), "r"}); }
};

}  // namespace sambung::store
