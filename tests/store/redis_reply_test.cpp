#include "redis_reply.h"

#include <gtest/gtest.h>

namespace sambung::store {
namespace {

RedisReply error_reply(const char* text) {
    RedisReply reply;
    reply.kind = RedisReply::Kind::error;
    reply.text = text;
    return reply;
}

struct Row {
    const char* reply;
    const char* detail;
    bool not_now;
};

TEST(RedisErrors, OnlyTheFirstWordIsKeptAndSomeSayThatRedisWillNotServe) {
    const Row rows[] = {
        {"LOADING Redis is loading the dataset in memory", "redis: LOADING", true},
        {"OOM command not allowed when used memory > 'maxmemory'. script: 2e1f, on @user_script:1.", "redis: OOM",
         true},
        {"READONLY You can't write against a read only replica.", "redis: READONLY", true},
        {"MISCONF Redis is configured to save RDB snapshots, but", "redis: MISCONF", true},
        {"MASTERDOWN Link with MASTER is down", "redis: MASTERDOWN", true},
        {"WRONGTYPE Operation against a key holding the wrong kind of value", "redis: WRONGTYPE", false},
        {"NOAUTH Authentication required.", "redis: NOAUTH", false},
        {"ERR", "redis: ERR", false},
    };
    for (const Row& row : rows) {
        const auto refused = granted(error_reply(row.reply));
        ASSERT_FALSE(refused) << row.reply;
        EXPECT_EQ(refused.error().code, Errc::unavailable) << row.reply;
        EXPECT_EQ(refused.error().detail, row.detail);
        EXPECT_EQ(says_not_now(refused.error()), row.not_now) << row.reply;
    }
    EXPECT_FALSE(says_not_now(fail(Errc::unavailable, "redis: no connection").error()));
    EXPECT_FALSE(says_not_now(fail(Errc::unavailable, "OOM").error()));
}

TEST(RedisErrors, EveryOtherReplyIsGranted) {
    EXPECT_TRUE(granted(RedisReply{}));
    const auto lost = granted(fail(Errc::timeout, "redis: no answer"));
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, Errc::timeout);
}

}  // namespace
}  // namespace sambung::store
