// Two processes on one backend, and stores that end while somebody waits in them.
#include "session_support.h"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include <charconv>
#include <string>
#include <thread>
#include <vector>

namespace sambung::store {
namespace {

constexpr PersonId ani{0x0123456789abcdef};
constexpr unsigned workers = 8;

unsigned number_in(const std::string& body) {
    unsigned number = 0;
    std::from_chars(body.data(), body.data() + body.size(), number);
    return number;
}

struct Tally {
    unsigned written = 0;
    unsigned errors = 0;
};

// One turn: adds one to the number in the session, and begins again as often as somebody else was first.
Task<> add_one(SessionStore& store, unsigned event_number, Tally& tally) {
    while (true) {
        const Result<SessionRecord> loaded = co_await store.load(ani, event(event_number));
        if (!loaded) {
            ++tally.errors;
            co_return;
        }
        SessionWrite write = first_write(ani, event_number);
        write.expected = loaded->revision;
        if (loaded->revision != 0) write.revision = loaded->revision + 1;
        write.body = std::to_string(number_in(loaded->body) + 1);
        const Result<Committed> committed = co_await store.commit(std::move(write));
        if (committed && *committed == Committed::conflict) continue;
        if (committed && *committed == Committed::written)
            ++tally.written;
        else
            ++tally.errors;
        co_return;
    }
}

Task<> take_turns(SessionStore& store, unsigned worker, unsigned turns, unsigned& at_work, Tally& tally) {
    for (unsigned turn = 0; turn < turns; ++turn) co_await add_one(store, worker * turns + turn, tally);
    --at_work;
}

// A process: its own thread, shard and store, and half of the workers.
Tally process(SessionBackend& backend, unsigned first_worker, unsigned count, unsigned turns) {
    Shard shard;
    const auto store = backend.open(shard.io);
    Tally tally;
    unsigned at_work = count;
    for (unsigned worker = first_worker; worker < first_worker + count; ++worker)
        boost::asio::co_spawn(shard.io, take_turns(*store, worker, turns, at_work, tally), boost::asio::detached);
    shard.until([&] { return at_work == 0; });
    return tally;
}

struct RaceKind : BackendKind {
    unsigned turns;  // of each worker; a commit to SQL waits for the disk
};
class SessionRace : public ::testing::TestWithParam<RaceKind> {};

TEST_P(SessionRace, TwoProcessesCountWithoutLosingOne) {
    const auto backend = GetParam().make();
    const unsigned turns = GetParam().turns;
    Tally other;
    std::thread second{[&] { other = process(*backend, workers / 2, workers / 2, turns); }};
    const Tally own = process(*backend, 0, workers / 2, turns);
    second.join();
    EXPECT_EQ(own.errors + other.errors, 0U);
    EXPECT_EQ(own.written + other.written, workers * turns);
    Shard shard;
    const auto store = backend->open(shard.io);
    const SessionRecord record = value_of(shard.await(store->load(ani, event(workers * turns))));
    EXPECT_EQ(record.body, std::to_string(workers * turns));
}

TEST_P(SessionRace, TwoProcessesClaimATimerOnce) {
    const auto backend = GetParam().make();
    Shard shard;
    const auto one = backend->open(shard.io);
    const auto other = backend->open(shard.io);
    const TimePoint noon = from_millis(1'780'000'000'000);
    SessionWrite write = first_write(ani, 1);
    write.due = noon;
    EXPECT_EQ(value_of(shard.await(one->commit(write))), Committed::written);
    EXPECT_THAT(value_of(shard.await(other->claim_due(noon, seconds{60}, 10))), ::testing::ElementsAre(ani));
    EXPECT_THAT(value_of(shard.await(one->claim_due(noon, seconds{60}, 10))), ::testing::IsEmpty());
}

TEST_P(SessionRace, AStoreThatEndsLetsGoOfWhoWaitsInIt) {
    const auto backend = GetParam().make();
    Shard shard;
    auto store = backend->open(shard.io);
    unsigned back = 0;
    unsigned served = 0;
    for (unsigned number = 0; number < 50; ++number)
        boost::asio::co_spawn(shard.io, store->load(PersonId{number}, event(1)),
                              [&](std::exception_ptr, const Result<SessionRecord>& record) {
                                  ++back;
                                  if (record) ++served;
                              });
    shard.io.poll_one();
    store.reset();
    shard.until([&] { return back == 50; });
    EXPECT_LE(served, 50U);
}

INSTANTIATE_TEST_SUITE_P(Stores, SessionRace,
                         ::testing::Values(RaceKind{{"sql", sql_backend}, 100}, RaceKind{{"redis", redis_backend}, 250},
                                           RaceKind{{"failover", failover_backend}, 250},
                                           RaceKind{{"failover_on_sql", failover_on_sql_backend}, 50}),
                         [](const auto& kind) { return std::string{kind.param.name}; });

}  // namespace
}  // namespace sambung::store
