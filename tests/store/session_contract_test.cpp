// What every session store promises (store/session_store.h), told once and asked of each of them.
#include "session_support.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sambung::store {
namespace {

constexpr PersonId ani{0x0123456789abcdef};
constexpr PersonId budi{0xfedcba9876543210};  // no signed number holds it

class SessionContract : public ::testing::TestWithParam<BackendKind> {
 protected:
    std::unique_ptr<SessionBackend> backend = GetParam().make();
    Shard shard;
    std::unique_ptr<SessionStore> store = backend->open(shard.io);

    SessionRecord load(PersonId person, unsigned event_number) {
        return value_of(shard.await(store->load(person, event(event_number))));
    }
    Committed commit(SessionWrite write) { return value_of(shard.await(store->commit(std::move(write)))); }
    std::vector<PersonId> claim(TimePoint now, milliseconds lease, int most) {
        auto claimed = value_of(shard.await(store->claim_due(now, lease, most)));
        std::ranges::sort(claimed);
        return claimed;
    }
    bool charge(PersonId person, std::string_view what, int limit, seconds window, TimePoint now) {
        return value_of(shard.await(store->charge(person, what, limit, window, now)));
    }
};

TEST_P(SessionContract, APersonNobodyKnowsHasNoSession) {
    const SessionRecord record = load(ani, 1);
    EXPECT_EQ(record.revision, 0U);
    EXPECT_EQ(record.body, "");
    EXPECT_EQ(record.reply, "");
    EXPECT_FALSE(record.seen);
}

TEST_P(SessionContract, WhatWasCommittedIsLoadedByteForByte) {
    SessionWrite write = first_write(ani, 1);
    write.body = std::string{"\x00\xff\r\n*1\0b", 8};
    write.reply = std::string{"\xff\x00", 2};
    EXPECT_EQ(commit(write), Committed::written);
    const SessionRecord record = load(ani, 2);
    EXPECT_EQ(record.revision, write.revision);
    EXPECT_EQ(record.body, write.body);
    EXPECT_EQ(record.reply, write.reply);
    EXPECT_FALSE(record.seen);
    EXPECT_EQ(load(budi, 2).revision, 0U);
}

TEST_P(SessionContract, AnEmptyBodyAndReplyAreKept) {
    SessionWrite write = first_write(budi, 1);
    write.body.clear();
    write.reply.clear();
    EXPECT_EQ(commit(write), Committed::written);
    const SessionRecord record = load(budi, 1);
    EXPECT_EQ(record.revision, write.revision);
    EXPECT_TRUE(record.seen);
}

TEST_P(SessionContract, ARepeatedEventIsSeenAndWritesNothing) {
    const SessionWrite first = first_write(budi, 1);
    EXPECT_EQ(commit(first), Committed::written);
    EXPECT_TRUE(load(budi, 1).seen);
    SessionWrite repeat = next_write(first, 1);
    repeat.reply = "another";
    EXPECT_EQ(commit(repeat), Committed::seen);
    EXPECT_EQ(load(budi, 1).revision, first.revision);
    EXPECT_EQ(load(budi, 1).reply, "reply");
}

TEST_P(SessionContract, SeenComesBeforeConflict) {
    const SessionWrite first = first_write(ani, 1);
    EXPECT_EQ(commit(first), Committed::written);
    EXPECT_EQ(commit(first), Committed::seen)
        << "a commit that was written, but whose answer was lost, is tried again as it was";
}

TEST_P(SessionContract, AnOlderRevisionIsAConflictAndWritesNothing) {
    const SessionWrite first = first_write(ani, 1);
    const SessionWrite second = next_write(first, 2);
    EXPECT_EQ(commit(first), Committed::written);
    EXPECT_EQ(commit(second), Committed::written);
    SessionWrite late = next_write(first, 3);
    late.body = "late";
    EXPECT_EQ(commit(late), Committed::conflict);
    SessionWrite anew = first_write(ani, 4);
    anew.revision += 100;
    EXPECT_EQ(commit(anew), Committed::conflict) << "there is a session";
    EXPECT_EQ(load(ani, 3).revision, second.revision);
    EXPECT_FALSE(load(ani, 3).seen);
    EXPECT_EQ(load(ani, 3).body, "body");
}

TEST_P(SessionContract, ARevisionNobodyWroteIsAConflict) {
    if (backend->takes_over()) GTEST_SKIP() << "there it is a session handed over";
    SessionWrite write = first_write(ani, 1);
    write.expected = 41;
    EXPECT_EQ(commit(write), Committed::conflict);
    EXPECT_EQ(load(ani, 1).revision, 0U);
}

TEST_P(SessionContract, TheLastEightEventsAreSeenAndTheNinthIsForgotten) {
    SessionWrite write = first_write(ani, 1);
    EXPECT_EQ(commit(write), Committed::written);
    for (unsigned number = 2; number <= 9; ++number) {
        write = next_write(write, number);
        if (number % 2 == 0) write.due = from_millis(1'780'000'000'000);  // with and without a timer
        EXPECT_EQ(commit(write), Committed::written);
    }
    EXPECT_FALSE(load(ani, 1).seen);
    for (unsigned number = 2; number <= 9; ++number) EXPECT_TRUE(load(ani, number).seen) << number;
    EXPECT_EQ(commit(next_write(write, 2)), Committed::seen);
    EXPECT_EQ(commit(next_write(write, 1)), Committed::written);
}

TEST_P(SessionContract, AnExpiredSessionIsNone) {
    SessionWrite first = first_write(ani, 1);
    first.ttl = milliseconds{30};
    EXPECT_EQ(commit(first), Committed::written);
    backend->pass(milliseconds{31});
    shard.until([&] { return load(ani, 1).revision == 0; });
    EXPECT_FALSE(load(ani, 1).seen);
    if (!backend->takes_over()) {
        EXPECT_EQ(commit(next_write(first, 2)), Committed::conflict);
    }
    SessionWrite anew = first_write(ani, 1);
    anew.revision += 500;
    EXPECT_EQ(commit(anew), Committed::written);
    EXPECT_EQ(load(ani, 1).revision, anew.revision);
}

TEST_P(SessionContract, ABodyOf200KilobytesFitsAndOneOf300IsRefused) {
    SessionWrite write = first_write(ani, 1);
    write.body.assign(200 * 1024, '\xff');
    EXPECT_EQ(commit(write), Committed::written);
    EXPECT_EQ(load(ani, 1).body, write.body);
    SessionWrite larger = next_write(write, 2);
    larger.body.assign(300 * 1024, 'x');
    const auto refused = shard.await(store->commit(larger));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid_request);
    EXPECT_EQ(load(ani, 2).revision, write.revision);
}

TEST_P(SessionContract, ARevisionThatDoesNotRiseAndATtlOfNothingAreRefused) {
    SessionWrite write = first_write(ani, 1);
    write.expected = write.revision;
    const auto same = shard.await(store->commit(write));
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code, Errc::invalid_request);
    write = first_write(ani, 1);
    write.ttl = milliseconds{0};
    const auto timeless = shard.await(store->commit(write));
    ASSERT_FALSE(timeless);
    EXPECT_EQ(timeless.error().code, Errc::invalid_request);
}

TEST_P(SessionContract, AStoreThatTakesWritesAnswersPing) { EXPECT_TRUE(shard.await(store->ping())); }

TEST_P(SessionContract, ATimerIsClaimedWhenDueAndAgainWhenItsLeaseIsOver) {
    const TimePoint noon = from_millis(1'780'000'000'000);
    SessionWrite write = first_write(budi, 1);
    write.due = noon;
    EXPECT_EQ(commit(write), Committed::written);
    EXPECT_THAT(claim(noon - milliseconds{1}, seconds{60}, 10), ::testing::IsEmpty());
    EXPECT_THAT(claim(noon, seconds{60}, 10), ::testing::ElementsAre(budi));
    EXPECT_THAT(claim(noon + seconds{59}, seconds{60}, 10), ::testing::IsEmpty());
    EXPECT_THAT(claim(noon + seconds{60}, seconds{60}, 10), ::testing::ElementsAre(budi));
}

TEST_P(SessionContract, ACommitMovesOrClearsTheTimer) {
    const TimePoint noon = from_millis(1'780'000'000'000);
    SessionWrite write = first_write(ani, 1);
    write.due = noon;
    EXPECT_EQ(commit(write), Committed::written);
    EXPECT_THAT(claim(noon, seconds{60}, 10), ::testing::ElementsAre(ani));
    write = next_write(write, 2);
    write.due = noon + seconds{5};
    EXPECT_EQ(commit(write), Committed::written);
    EXPECT_THAT(claim(noon + seconds{4}, seconds{60}, 10), ::testing::IsEmpty());
    EXPECT_THAT(claim(noon + seconds{5}, seconds{60}, 10), ::testing::ElementsAre(ani))
        << "the old lease went with the old timer";
    EXPECT_EQ(commit(next_write(write, 3)), Committed::written);
    EXPECT_THAT(claim(noon + std::chrono::hours{24}, seconds{60}, 10), ::testing::IsEmpty());
}

TEST_P(SessionContract, AClaimTakesAtMostWhatItAskedFor) {
    const TimePoint noon = from_millis(1'780'000'000'000);
    std::vector<PersonId> everybody;
    for (std::uint64_t number = 0; number < 20; ++number) {
        SessionWrite write = first_write(PersonId{1000 + number * 37}, 1);
        write.due = noon;
        EXPECT_EQ(commit(write), Committed::written);
        everybody.push_back(write.person);
    }
    std::vector<PersonId> claimed = claim(noon, seconds{60}, 13);
    EXPECT_EQ(claimed.size(), 13U);
    const std::vector<PersonId> rest = claim(noon, seconds{60}, 13);
    EXPECT_EQ(rest.size(), 7U);
    claimed.insert(claimed.end(), rest.begin(), rest.end());
    EXPECT_THAT(claimed, ::testing::UnorderedElementsAreArray(everybody));
    EXPECT_THAT(claim(noon, seconds{60}, 13), ::testing::IsEmpty());
    EXPECT_THAT(claim(noon + seconds{60}, seconds{60}, 0), ::testing::IsEmpty());
}

TEST_P(SessionContract, AnExpiredSessionTakesItsTimerAlong) {
    SessionWrite write = first_write(ani, 1);
    write.ttl = milliseconds{30};
    write.due = from_millis(1'780'000'000'000);
    EXPECT_EQ(commit(write), Committed::written);
    backend->pass(milliseconds{31});
    shard.until([&] { return load(ani, 1).revision == 0; });
    EXPECT_THAT(claim(*write.due, seconds{60}, 10), ::testing::IsEmpty());
    EXPECT_THAT(claim(*write.due + seconds{60}, seconds{60}, 10), ::testing::IsEmpty());
}

TEST_P(SessionContract, AChargeIsGrantedAsOftenAsTheLimitSaysInEachWindow) {
    const TimePoint begin = from_millis(1'780'000'020'000);  // a whole minute
    const seconds minute{60};
    for (int use = 1; use <= 3; ++use) EXPECT_TRUE(charge(ani, "case", 3, minute, begin + seconds{use})) << use;
    EXPECT_FALSE(charge(ani, "case", 3, minute, begin + seconds{4}));
    EXPECT_FALSE(charge(ani, "case", 3, minute, begin + seconds{59}));
    EXPECT_TRUE(charge(ani, "look-up", 3, minute, begin + seconds{5})) << "another thing";
    EXPECT_TRUE(charge(budi, "case", 3, minute, begin + seconds{5})) << "another person";
    EXPECT_TRUE(charge(ani, "case", 3, minute, begin + seconds{60})) << "the next window";
}

INSTANTIATE_TEST_SUITE_P(Stores, SessionContract,
                         ::testing::Values(BackendKind{"memory", memory_backend}, BackendKind{"sql", sql_backend},
                                           BackendKind{"redis", redis_backend},
                                           BackendKind{"failover", failover_backend},
                                           BackendKind{"failover_on_sql", failover_on_sql_backend}),
                         [](const auto& kind) { return std::string{kind.param.name}; });

}  // namespace
}  // namespace sambung::store
