#include "redis_script.h"

#include "redis_command.h"
#include "session_support.h"

#include <gtest/gtest.h>

namespace sambung::store {
namespace {

TEST(RedisCommand, IsAnArrayOfCountedStringsWhateverTheirBytes) {
    EXPECT_EQ(RedisCommand({"PING"}).bytes(), "*1\r\n$4\r\nPING\r\n");
    const std::string bytes{"\x00\r\n\xff", 4};
    EXPECT_EQ(RedisCommand({"SET", "", bytes}).bytes(), "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\n" + bytes + "\r\n");
}

// FIPS 180 examples, and lengths around the padding's edge.
TEST(ScriptDigest, IsSha1) {
    EXPECT_EQ(script_digest(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(script_digest("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(script_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(script_digest(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(ScriptDigest, IsTheNameThatRedisGivesToOurScripts) {
    const testing::RedisServer server;
    for (const char* name : {"commit.lua", "claim.lua", "keep_timer.lua", "charge.lua"}) {
        const RedisScript script = RedisScript::embedded(name);
        EXPECT_EQ(script.digest, server.tell({"SCRIPT", "LOAD", std::string{script.text}})) << name;
    }
    for (std::size_t length = 50; length < 70; ++length) {
        const std::string script = "--" + std::string(length, 'x');
        EXPECT_EQ(script_digest(script), server.tell({"SCRIPT", "LOAD", script})) << length;
    }
}

TEST(RedisScript, AnUnknownNameIsABug) {
    EXPECT_THROW(static_cast<void>(RedisScript::embedded("nothing.lua")), std::logic_error);
}

}  // namespace
}  // namespace sambung::store
