#include "partner_keys.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using std::chrono::hours;

const TimePoint start = from_millis(1'790'000'000'000);

class PartnerKeysTest : public ::testing::Test {
 protected:
    store::Keys keys_{store::Keys::fresh()};
    PartnerKeys partners_{
        keys_,
        {{.unit = "trc", .key = "key-of-trc"},
         {.unit = "", .key = "key-of-app", .name = "kota", .scopes = {Scope::requests_create}, .quota = 2},
         {.unit = "",
          .key = "key-until",
          .name = "lama",
          .scopes = {Scope::requests_read},
          .quota = 0,
          .expires = start + hours{1}}}};
};

TEST_F(PartnerKeysTest, AKeyOpensItsScopesUntilItsDayIsOver) {
    struct Row {
        std::string_view key;
        Scope scope;
        TimePoint at;
        std::string_view who;  // empty: nobody
    };
    const Row rows[] = {
        {"key-of-trc", Scope::referrals, start, "trc"},
        {"key-of-trc", Scope::requests_create, start, ""},
        {"key-of-trc ", Scope::referrals, start, ""},
        {"", Scope::referrals, start, ""},
        {"key-of-app", Scope::requests_create, start, "app:kota"},
        {"key-of-app", Scope::requests_read, start, ""},
        {"key-of-app", Scope::referrals, start, ""},
        {"key-until", Scope::requests_read, start + hours{1} - milliseconds{1}, "app:lama"},
        {"key-until", Scope::requests_read, start + hours{1}, ""},
    };
    for (const Row& row : rows) {
        const Partner* partner = partners_.admit(row.key, row.scope, row.at);
        EXPECT_EQ(partner == nullptr ? "" : partner->name, row.who) << row.key << ' ' << name(row.scope);
    }
    EXPECT_EQ(partners_.admit(std::string(PartnerKeys::longest_key + 1, 'x'), Scope::referrals, start), nullptr);
}

TEST_F(PartnerKeysTest, AnHoursCallsAreCountedAndComeBack) {
    const Partner& app = *partners_.admit("key-of-app", Scope::requests_create, start);
    EXPECT_TRUE(PartnerKeys::spend_hourly(app, start));
    EXPECT_TRUE(PartnerKeys::spend_hourly(app, start));
    EXPECT_FALSE(PartnerKeys::spend_hourly(app, start));
    EXPECT_TRUE(PartnerKeys::spend_hourly(app, start + hours{1}));
    const Partner& unlimited = *partners_.admit("key-of-trc", Scope::referrals, start);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(PartnerKeys::spend_hourly(unlimited, start));
}

TEST(BearerKey, IsWhatStandsBehindTheScheme) {
    const auto key_in = [](HttpHeaders headers) {
        const HttpRequest request{
            .method = "GET", .target = "/", .headers = std::move(headers), .body = {}, .remote = {}};
        const auto key = bearer_key(request);
        return key ? std::string{*key} : std::string{"none"};
    };
    EXPECT_EQ(key_in({{"authorization", "Bearer abc"}}), "abc");
    EXPECT_EQ(key_in({{"Authorization", "Basic abc"}}), "none");
    EXPECT_EQ(key_in({{"Authorization", "Bearer "}}), "none");
    EXPECT_EQ(key_in({}), "none");
}

}  // namespace
}  // namespace sambung::gateway
