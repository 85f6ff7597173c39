#include "adapter_cases.h"
#include "digests.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sambung::adapters {
namespace {

// The secret, id, time, body and signature are the example of the Standard Webhooks libraries.
constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view old_secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
constexpr std::string_view body = R"({"test": 2432232314})";

ChannelSettings settings(std::vector<std::pair<std::string, std::string>> changed = {}) {
    ChannelSettings out{
        "hook",
        "https://sambung.example",
        {{"endpoint", "baznas"}, {"send_url", "https://baznas.example/in"}, {"secret", std::string{secret}}}};
    for (auto& [key, value] : changed) {
        const auto same = std::ranges::find(out.values, key, &std::pair<std::string, std::string>::first);
        if (same == out.values.end())
            out.values.emplace_back(key, value);
        else
            same->second = value;
    }
    return out;
}

std::unique_ptr<Adapter> made(std::vector<std::pair<std::string, std::string>> changed = {}) {
    return make_adapter("unit_webhook", settings(std::move(changed))).value();
}

Outbound event() {
    Outbound out = text_to("baznas", std::string{body});
    out.ref = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    out.at = from_millis(1'614'265'330'000);
    return out;
}

TEST(UnitWebhook, SignsAsTheLibrariesOfStandardWebhooksDo) {
    const HttpCall call = made()->send(event()).value();
    EXPECT_EQ(call.method, "POST");
    EXPECT_EQ(call.url, "https://baznas.example/in");
    EXPECT_EQ(call.body, body);
    EXPECT_TRUE(call.public_only);
    const HttpHeaders expected{{"Content-Type", "application/cloudevents+json; charset=utf-8"},
                               {"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                               {"webhook-timestamp", "1614265330"},
                               {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}};
    EXPECT_EQ(call.headers, expected);
}

TEST(UnitWebhook, TheIdStaysOverTriesAndTheTimeDoesNot) {
    Outbound later = event();
    *later.at += std::chrono::minutes{5};
    const HttpCall first = made()->send(event()).value();
    const HttpCall second = made()->send(later).value();
    EXPECT_EQ(header(first.headers, "webhook-id"), header(second.headers, "webhook-id"));
    EXPECT_NE(header(first.headers, "webhook-timestamp"), header(second.headers, "webhook-timestamp"));
    EXPECT_NE(header(first.headers, "webhook-signature"), header(second.headers, "webhook-signature"));
}

TEST(UnitWebhook, BothSecretsSignWhileOneIsChanged) {
    const HttpCall call = made({{"old_secret", std::string{old_secret}}})->send(event()).value();
    const std::string signatures{header(call.headers, "webhook-signature").value()};
    EXPECT_TRUE(signatures.starts_with("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,")) << signatures;
}

TEST(UnitWebhook, GoesNowhereElse) {
    Outbound other = event();
    other.to = "trc";
    EXPECT_EQ(made()->send(other).error().code, Errc::invalid_request);
    Outbound words = event();
    words.content.text = "P0 DARURAT";
    EXPECT_EQ(made()->send(words).error().code, Errc::invalid_request);
}

TEST(UnitWebhook, PrivateAddressesOnlyWhereTheChannelSaysSo) {
    EXPECT_FALSE(made({{"private", "yes"}})->send(event())->public_only);
    EXPECT_FALSE(made({{"open", "loopback"}, {"send_url", "http://127.0.0.1:9000/in"}})->send(event())->public_only);
}

TEST(UnitWebhook, RefusesSettingsThatWouldLeak) {
    const std::vector<std::vector<std::pair<std::string, std::string>>> rows{
        {{"send_url", "http://baznas.example/in"}},
        {{"open", "loopback"}, {"send_url", "http://baznas.example/in"}},
        {{"open", "loopback"}, {"send_url", "http://127.0.0.1@baznas.example/in"}},
        {{"open", "loopback"}, {"send_url", "http://127.evil.example/"}},
        {{"open", "loopback"}, {"send_url", "http://[::1].evil.example/"}},
        {{"open", "all"}},
        {{"private", "no"}},
        {{"secret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}},
        {{"secret", "whsec_c2hvcnQ="}},
        {{"secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!"}},
        {{"old_secret", "whsec_"}},
    };
    for (const auto& row : rows) {
        const auto adapter = make_adapter("unit_webhook", settings(row));
        ASSERT_FALSE(adapter) << row.front().second;
        EXPECT_EQ(adapter.error().code, Errc::misconfigured);
        EXPECT_EQ(adapter.error().detail.find("MfKQ9"), std::string::npos);
    }
}

TEST(UnitWebhook, ClassesAnswers) {
    const std::pair<int, Verdict> rows[] = {
        {200, Verdict::accepted}, {202, Verdict::accepted}, {204, Verdict::accepted}, {301, Verdict::retry},
        {307, Verdict::retry},    {400, Verdict::our_bug},  {401, Verdict::alarm},    {404, Verdict::alarm},
        {409, Verdict::retry},    {410, Verdict::gone},     {422, Verdict::our_bug},  {429, Verdict::throttled},
        {500, Verdict::retry},    {504, Verdict::retry},
    };
    for (const auto& [status, verdict] : rows)
        EXPECT_EQ(name(made()->sent(answered(status, "")).verdict), name(verdict)) << status;
    EXPECT_EQ(made()->sent(answered(429, "", {{"Retry-After", "30"}})).retry_after, seconds{30});
}

TEST(UnitWebhook, NothingComesInByIt) {
    const HttpRequest request = post_json("/hooks/hook", "{}");
    EXPECT_EQ(made()->verify(request, Hook::message).error().code, Errc::not_authentic);
    EXPECT_FALSE(made()->receive(request, Hook::message, table_now));
}

TEST(Unbase64, ReadsOnlyWhatIsWhole) {
    EXPECT_EQ(unbase64("aGFsbw=="), "halo");
    for (const std::string_view text : {"", "aGFsbw", "aGFsbw=", "aGFs bw==", "aGFsbx==", "====", "aGFs*w=="})
        EXPECT_EQ(unbase64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace sambung::adapters
