// What the tests of session stores share: a shard to run coroutines on, and the backends under test.
#pragma once

#include "redis_server.h"
#include "store/database.h"
#include "store/sessions.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sambung::store {

inline constexpr seconds test_patience{60};  // for sanitizers on busy cores; a test that works never waits so long

[[nodiscard]] Keys test_keys();
[[nodiscard]] EventId event(unsigned number);
[[nodiscard]] std::string redis_key(PersonId person);  // of the session, under the default prefix

// One thread's io_context, on which stores live and coroutines run.
class Shard {
 public:
    boost::asio::io_context io{1};

    Shard() = default;
    // When its stores are gone, nothing keeps it running: who still waits resumes, and the database's threads let go of
    // it.
    ~Shard() {
        if (io.stopped()) io.restart();
        io.run();
    }
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;

    template <class T>
    T await(Task<T> task) {
        std::optional<T> outcome;
        boost::asio::co_spawn(io, std::move(task), [&outcome](std::exception_ptr thrown, T value) {
            if (thrown) std::rethrow_exception(thrown);
            outcome.emplace(std::move(value));
        });
        until([&outcome] { return outcome.has_value(); });
        return std::move(*outcome);
    }

    // Lets everything on the shard go on until the claim holds.
    template <class Claim>
    void until(Claim claim) {
        const auto deadline = std::chrono::steady_clock::now() + test_patience;
        while (!claim()) {
            if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("waited in vain");
            if (io.stopped()) io.restart();
            io.run_one_for(milliseconds{20});
        }
    }
};

// A clock that the test moves.
class TestClock {
 public:
    [[nodiscard]] Clock reading() const {
        return [now = now_] { return from_millis(now->load()); };
    }
    [[nodiscard]] TimePoint now() const { return from_millis(now_->load()); }
    void pass(milliseconds time) { now_->fetch_add(time.count()); }

 private:
    std::shared_ptr<std::atomic<std::int64_t>> now_ = std::make_shared<std::atomic<std::int64_t>>(1'780'000'000'000);
};

// A case database of the test's own, in a folder that goes away.
class TestDatabase {
 public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;
    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }

 private:
    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
};

// What a contract test needs to know of the store that it tests.
class SessionBackend {
 public:
    virtual ~SessionBackend() = default;
    // A store as another process would have it. Memory cannot be shared: there it is a new, empty one.
    virtual std::unique_ptr<SessionStore> open(boost::asio::io_context& io) = 0;
    // Time goes by for the store; Redis has its own clock, so there the test waits for what is to happen.
    virtual void pass(milliseconds) {}
    [[nodiscard]] virtual bool shared() const { return true; }
    // An expected revision that the store has never seen is a session handed over, not a conflict.
    [[nodiscard]] virtual bool takes_over() const { return false; }
    Keys keys = test_keys();
};

struct BackendKind {
    const char* name;
    std::unique_ptr<SessionBackend> (*make)();
};
[[nodiscard]] std::unique_ptr<SessionBackend> memory_backend();
[[nodiscard]] std::unique_ptr<SessionBackend> sql_backend();
[[nodiscard]] std::unique_ptr<SessionBackend> redis_backend();
[[nodiscard]] std::unique_ptr<SessionBackend> failover_backend();
[[nodiscard]] std::unique_ptr<SessionBackend> failover_on_sql_backend();

// A write as a first turn makes it; tests change what they are about.
[[nodiscard]] SessionWrite first_write(PersonId person, unsigned event_number);
// The turn after `before`.
[[nodiscard]] SessionWrite next_write(const SessionWrite& before, unsigned event_number);

// Times that make a fail-over test quick.
inline constexpr FailoverTimes quick_times{
    .give_up_after = milliseconds{150}, .reread_every = milliseconds{20}, .probe_every = milliseconds{40}};

template <class T>
T value_of(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}

}  // namespace sambung::store
