#include "redis_url.h"

#include <gtest/gtest.h>

namespace sambung::store {
namespace {

struct Good {
    const char* url;
    RedisTarget target;
};

TEST(RedisUrl, EveryFormIsUnderstood) {
    const Good rows[] = {
        {"redis://localhost", {"localhost", 6379, "", "", "", 0}},
        {"redis://10.0.0.5:6380/3", {"10.0.0.5", 6380, "", "", "", 3}},
        {"redis://redis.example:6379/", {"redis.example", 6379, "", "", "", 0}},
        {"redis://[::1]:6390/1", {"::1", 6390, "", "", "", 1}},
        {"redis://[fd00::2]", {"fd00::2", 6379, "", "", "", 0}},
        {"redis://:s3cret@127.0.0.1/2", {"127.0.0.1", 6379, "", "", "s3cret", 2}},
        {"redis://sambung:p%40ss%2Fword@host:1", {"host", 1, "", "sambung", "p@ss/word", 0}},
        {"redis://:with@sign@host", {"host", 6379, "", "", "with@sign", 0}},
        {"redis+unix:///run/redis/redis.sock", {"", 6379, "/run/redis/redis.sock", "", "", 0}},
        {"redis+unix:///run/redis.sock?db=7", {"", 6379, "/run/redis.sock", "", "", 7}},
        {"redis+unix://u:p@/run/redis.sock", {"", 6379, "/run/redis.sock", "u", "p", 0}},
    };
    for (const Good& row : rows) {
        const auto target = parse_redis_url(row.url);
        ASSERT_TRUE(target) << row.url << ": " << target.error().detail;
        EXPECT_EQ(target->host, row.target.host) << row.url;
        EXPECT_EQ(target->port, row.target.port) << row.url;
        EXPECT_EQ(target->path, row.target.path) << row.url;
        EXPECT_EQ(target->user, row.target.user) << row.url;
        EXPECT_EQ(target->password, row.target.password) << row.url;
        EXPECT_EQ(target->database, row.target.database) << row.url;
    }
}

TEST(RedisUrl, AnythingElseIsMisconfiguredAndTheSecretIsNotRepeated) {
    const char* rows[] = {
        "",
        "redis",
        "rediss://host",  // TLS: hiredis 0.14 has none
        "http://host",
        "redis://",
        "redis://:6379",
        "redis://host:port",
        "redis://host:0",
        "redis://host:65536",
        "redis://host:6379/one",
        "redis://host/-1",
        "redis://[::1",
        "redis://[::1]6379",
        "redis://s3cret@host",
        "redis://:s3cret%4@host",
        "redis://:s3cret%zz@host",
        "redis+unix://relative.sock",
        "redis+unix:///run/redis.sock?database=1",
        "redis+unix:///run/redis.sock?db=x",
    };
    for (const char* row : rows) {
        const auto target = parse_redis_url(row);
        ASSERT_FALSE(target) << row;
        EXPECT_EQ(target.error().code, Errc::misconfigured) << row;
        EXPECT_EQ(target.error().detail.find("s3cret"), std::string::npos) << row;
    }
}

}  // namespace
}  // namespace sambung::store
