#include "secrets.h"

#include <gtest/gtest.h>

#include <thread>

namespace sambung::adapters {
namespace {

std::string hex(const HmacSha256::Digest& digest) {
    std::string out;
    for (const unsigned char byte : digest) {
        out += "0123456789abcdef"[byte >> 4U];
        out += "0123456789abcdef"[byte & 15U];
    }
    return out;
}

TEST(HmacSha256, AgreesWithTheVectorsOfRfc4231) {
    struct Row {
        std::string key;
        std::string message;
        std::string_view digest;
    };
    const Row rows[] = {
        {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (const Row& row : rows) EXPECT_EQ(hex(HmacSha256{row.key}.of(row.message).value()), row.digest);
}

TEST(HmacSha256, OneKeyServesManyThreadsAndMessages) {
    const HmacSha256 hmac{"Jefe"};
    const auto expected = hmac.of("what do ya want for nothing?").value();
    const auto hammer = [&] {
        for (int i = 0; i < 500; ++i) EXPECT_EQ(hmac.of("what do ya want for nothing?").value(), expected);
    };
    const std::jthread one{hammer};
    const std::jthread two{hammer};
    hammer();
}

TEST(Secrets, AnEmptySecretMatchesNothing) {
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abd", "abc"));
    EXPECT_FALSE(same_secret("ab", "abc"));
    EXPECT_FALSE(same_secret("", ""));
}

HttpRequest from(std::string remote) { return {"GET", "/hooks/sms?id=1", {}, "", std::move(remote)}; }

TEST(HookSecret, OpenToLoopbackMeansThisMachineOnly) {
    const auto hook = HookSecret::from({"sms", "", {{"open", "loopback"}}}).value();
    for (const std::string_view local : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(hook.check(from(std::string{local}))) << local;
    for (const std::string_view other : {"", "10.0.0.1", "128.0.0.1", "127.0.0.1.example", "::2", "fe80::1",
                                         "::ffff:10.0.0.1", "localhost", "127.1", "1127.0.0.1"})
        EXPECT_FALSE(hook.check(from(std::string{other}))) << other;
}

TEST(HookSecret, ASecretStillServesOthersBesideLoopback) {
    const auto hook = HookSecret::from({"sms", "", {{"open", "loopback"}, {"secret", "s3cret"}}}).value();
    HttpRequest request = from("10.0.0.1");
    EXPECT_FALSE(hook.check(request));
    request.target += "&secret=s3cret";
    EXPECT_TRUE(hook.check(request));
}

}  // namespace
}  // namespace sambung::adapters
