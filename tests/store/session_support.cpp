#include "session_support.h"

#include "sessions_record.h"
#include "sql.h"

#include <cstdlib>

namespace sambung::store {

namespace {

RedisOptions options_for(const std::string& url) {
    return {.url = url, .command_timeout = seconds{20}, .reconnect_after = milliseconds{5}};
}

class MemoryBackend final : public SessionBackend {
 public:
    std::unique_ptr<SessionStore> open(boost::asio::io_context&) override {
        return make_memory_sessions(clock_.reading());
    }
    void pass(milliseconds time) override { clock_.pass(time); }
    bool shared() const override { return false; }

 private:
    TestClock clock_;
};

class SqlBackend final : public SessionBackend {
 public:
    std::unique_ptr<SessionStore> open(boost::asio::io_context&) override {
        return make_sql_sessions(*database_, keys, clock_.reading());
    }
    void pass(milliseconds time) override { clock_.pass(time); }

 private:
    TestDatabase database_;
    TestClock clock_;
};

class RedisBackend final : public SessionBackend {
 public:
    std::unique_ptr<SessionStore> open(boost::asio::io_context& io) override {
        return value_of(make_redis_sessions(io, keys, options_for(server_.url())));
    }

 private:
    testing::RedisServer server_;
};

class FailoverBackend final : public SessionBackend {
 public:
    std::unique_ptr<SessionStore> open(boost::asio::io_context& io) override {
        auto redis = value_of(make_redis_sessions(io, keys, options_for(server_.url())));
        return make_failover_sessions(io, std::move(redis), *database_, keys, [](bool) {});
    }

 private:
    testing::RedisServer server_;
    TestDatabase database_;
};

// Redis has never been there.
class FailoverOnSqlBackend final : public SessionBackend {
 public:
    FailoverOnSqlBackend() {
        static_cast<void>(value_of(database_->write_now(
            [](Sql& sql) -> Result<int> { return sql.run("UPDATE session_switch SET on_sql = 1"); })));
    }
    std::unique_ptr<SessionStore> open(boost::asio::io_context& io) override {
        auto redis = value_of(make_redis_sessions(io, keys, options_for("redis+unix:///nowhere/redis.sock")));
        return make_failover_sessions(io, std::move(redis), *database_, keys, [](bool) {}, {}, clock_.reading());
    }
    void pass(milliseconds time) override { clock_.pass(time); }
    bool takes_over() const override { return true; }

 private:
    TestDatabase database_;
    TestClock clock_;
};

}  // namespace

Keys test_keys() {
    SecretKey root{};
    root.fill(7);
    return Keys{root};
}

EventId event(unsigned number) {
    EventId id;
    for (std::size_t at = 0; at < 4; ++at) id.bytes[at] = static_cast<unsigned char>(number >> (8 * at) & 0xffU);
    id.bytes[4] = 0xff;
    return id;
}

std::string redis_key(PersonId person) {
    const std::uint64_t bucket = person.value % 64;
    return std::string{"smb:{b"} + (bucket < 10 ? "0" : "") + std::to_string(bucket) + "}:s:" + hex(person);
}

TestDatabase::TestDatabase() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sambung-sessions-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    database_ = value_of(Database::open({.path = folder_ / "cases.db"}));
}

TestDatabase::~TestDatabase() {
    database_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

SessionWrite first_write(PersonId person, unsigned event_number) {
    SessionWrite write;
    write.person = person;
    write.revision = 1'780'000'000'000;
    write.event = event(event_number);
    write.body = "body";
    write.reply = "reply";
    write.ttl = std::chrono::hours{72};
    return write;
}

SessionWrite next_write(const SessionWrite& before, unsigned event_number) {
    SessionWrite write = before;
    write.expected = before.revision;
    write.revision = before.revision + 1;
    write.event = event(event_number);
    write.due.reset();
    return write;
}

std::unique_ptr<SessionBackend> memory_backend() { return std::make_unique<MemoryBackend>(); }
std::unique_ptr<SessionBackend> sql_backend() { return std::make_unique<SqlBackend>(); }
std::unique_ptr<SessionBackend> redis_backend() { return std::make_unique<RedisBackend>(); }
std::unique_ptr<SessionBackend> failover_backend() { return std::make_unique<FailoverBackend>(); }
std::unique_ptr<SessionBackend> failover_on_sql_backend() { return std::make_unique<FailoverOnSqlBackend>(); }

}  // namespace sambung::store
