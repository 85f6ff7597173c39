// How each adapter comes to a photo or a voice note, and where it never goes.
#include "media_calls.h"

#include "adapter_cases.h"

#include <gmock/gmock.h>

#include <set>

namespace sambung::adapters {
namespace {

using testing::HasSubstr;
using testing::Not;

std::unique_ptr<Adapter> adapter(std::string_view name, std::vector<std::pair<std::string, std::string>> further = {}) {
    for (const AdapterCases& cases : all_adapter_cases()) {
        if (cases.adapter != name) continue;
        ChannelSettings settings = cases.settings;
        for (auto& one : further) {
            std::erase_if(settings.values, [&](const auto& value) { return value.first == one.first; });
            settings.values.push_back(one);
        }
        return make_adapter(name, settings).value();
    }
    return nullptr;
}

std::string told(const MediaStep& step) {
    if (!step) return std::string{name(step.error().verdict)} + " " + step.error().code;
    std::string words = step->call.method + " " + step->call.address();
    for (const auto& [name, value] : step->call.headers)
        if (name == "Authorization") words += " as " + value;
    if (step->brings_it) words += " brings it";
    if (!step->sha256.empty()) words += " with " + step->sha256;
    return words;
}

HttpReply redirect(std::string to) { return answered(307, "", {{"Location", std::move(to)}}); }

struct Row {
    const char* what;
    bool brought = false;  // whether the call that was answered was to bring it
    HttpReply reply;
    std::string next;
};

void expect_next(const Adapter& from, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        MediaCall before;
        before.brings_it = row.brought;
        EXPECT_EQ(told(from.media_next(before, row.reply)), row.next) << row.what;
    }
}

// ---- WhatsApp Cloud

const std::vector<std::pair<std::string, std::string>> whatsapp_token{{"access_token", "EAA1"}};
constexpr std::string_view digest = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

std::string graph_answer(const std::string& url, std::string_view sha256 = digest) {
    return R"({"messaging_product":"whatsapp","url":")" + url + R"(","mime_type":"image/jpeg","sha256":")" +
           std::string{sha256} + R"(","file_size":7,"id":"1037543291543636"})";
}

TEST(WhatsAppMedia, AsksTheGraphFirst) {
    EXPECT_EQ(told(adapter("whatsapp_cloud", whatsapp_token)->media("1037543291543636")),
              "GET https://graph.facebook.com/v25.0/1037543291543636 as Bearer EAA1");
    EXPECT_EQ(told(adapter("whatsapp_cloud", whatsapp_token)->media("../me?fields=a")),
              "GET https://graph.facebook.com/v25.0/..%2Fme%3Ffields%3Da as Bearer EAA1");
}

TEST(WhatsAppMedia, ThenGoesWhereMetaKeepsItAndNowhereElse) {
    const std::string there = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=AT-x_y";
    const std::string with = " as Bearer EAA1 brings it with " + std::string{digest};
    std::vector<Row> rows{
        {"Meta's own", false, answered(200, graph_answer(there)), "GET " + there + with},
        {"the digest in base64", false,
         answered(200, graph_answer(there, "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=")), "GET " + there + with},
        {"no digest that we know", false, answered(200, graph_answer(there, "?")),
         "GET " + there + " as Bearer EAA1 brings it"},
        {"another of Meta's", false, answered(200, graph_answer("https://scontent-cgk1.xx.fbcdn.net/x")),
         "GET https://scontent-cgk1.xx.fbcdn.net/x" + with},
        {"no address", false, answered(200, R"({"id":"1"})"), "retry 200"},
        {"not JSON", false, answered(200, "<html>"), "retry 200"},
        {"a token that is over", false, answered(401, R"({"error":{"code":190}})"), "alarm 190"},
        {"too fast", false, answered(400, R"({"error":{"code":4}})"), "throttled 4"},
        {"no such id", false, answered(400, R"({"error":{"code":100}})"), "permanent 100"},
        {"their trouble", false, answered(503, ""), "retry 503"},
        {"an address that is over", true, answered(404, ""), "retry 404"},
        {"an address that is refused", true, answered(403, ""), "retry 403"},
        {"a redirect", true, redirect("https://lookaside.fbsbx.com/2"), "retry 307"},
    };
    for (const char* elsewhere :
         {"http://lookaside.fbsbx.com/x", "https://evil.example/x", "https://lookaside.fbsbx.com.evil.example/x",
          "https://evilfbsbx.com/x", "https://.fbsbx.com@evil.example/x", "https://lookaside.fbsbx.com@evil.example/x",
          "https://evil.example#.fbsbx.com/x", "https://evil.example\\\\.fbsbx.com/x", "https://127.0.0.1/x",
          "https://[::1]/x", "https://lookaside.fbsbx.com:8443/x", "https://169.254.169.254/latest/meta-data",
          "file:///etc/passwd", "//lookaside.fbsbx.com/x", "https://lookaside.fbsbx.com/ x",
          "https://evil.example?.fbsbx.com/x", "https://localhost/.fbcdn.net"})
        rows.push_back({elsewhere, false, answered(200, graph_answer(elsewhere)), "permanent host"});
    expect_next(*adapter("whatsapp_cloud", whatsapp_token), rows);
}

TEST(WhatsAppMedia, AnotherGraphIsFollowedOnItsOwnHost) {
    const auto there = adapter("whatsapp_cloud", {{"send_url", "http://127.0.0.1:4000/v25.0"}, {"access_token", "t"}});
    EXPECT_EQ(told(there->media("1")), "GET http://127.0.0.1:4000/v25.0/1 as Bearer t");
    expect_next(*there,
                {{"there", false, answered(200, graph_answer("http://127.0.0.1:4000/file", "")),
                  "GET http://127.0.0.1:4000/file as Bearer t brings it"},
                 {"another port", false, answered(200, graph_answer("http://127.0.0.1:4001/file")), "permanent host"}});
}

// ---- Twilio

const std::string account = "AC00000000000000000000000000000001";
const std::string twilio_file = "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Messages/MM1/Media/ME1";

std::unique_ptr<Adapter> a_twilio() { return adapter("twilio", {{"account_sid", account}, {"auth_token", "token"}}); }

TEST(TwilioMedia, OnlyTheAccountsOwnAreCalledWithItsToken) {
    const auto twilio = a_twilio();
    EXPECT_EQ(told(twilio->media(twilio_file)),
              "GET " + twilio_file + " as " +
                  "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTp0b2tlbg==" + " brings it");
    for (const std::string& elsewhere :
         {std::string{"https://evil.example/Media/x"},
          std::string{"https://api.twilio.com/2010-04-01/Accounts/AC2/Messages/MM1/Media/ME1"},
          std::string{"https://api.twilio.com/2010-04-01/Accounts/"} + account + "/Messages.json",
          std::string{"https://api.twilio.com/2010-04-01/Accounts/"} + account + "/Messages/../../AC2/Media/x",
          "http://" + twilio_file.substr(8), twilio_file + "?x=1", twilio_file + " x"})
        EXPECT_EQ(told(twilio->media(elsewhere)), "permanent host") << elsewhere;
}

TEST(TwilioMedia, ARedirectLeadsToItsStorageWithoutTheToken) {
    expect_next(*a_twilio(),
                {{"the storage", true, redirect("https://media.twiliocdn.com/AC1/1?x-amz-signature=a%2Fb"),
                  "GET https://media.twiliocdn.com/AC1/1?x-amz-signature=a%2Fb brings it"},
                 {"the newer one", true, redirect("https://mms.twiliocdn.com/AC1/1"),
                  "GET https://mms.twiliocdn.com/AC1/1 brings it"},
                 {"its bucket", true, redirect("https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/1"),
                  "GET https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/1 brings it"},
                 {"another's bucket", true, redirect("https://s3-external-1.amazonaws.com/evil/1"), "permanent host"},
                 {"this machine", true, redirect("https://127.0.0.1/"), "permanent host"},
                 {"without TLS", true, redirect("http://media.twiliocdn.com/1"), "permanent host"},
                 {"nowhere", true, answered(307, ""), "retry 307"},
                 {"not there yet", true, answered(404, ""), "retry 404"},
                 {"too fast", true, answered(429, ""), "throttled 429"}});
}

// ---- Telegram

TEST(TelegramMedia, AsksForThePathAndFetchesFromIt) {
    const auto telegram = adapter("telegram", {{"bot_token", "12:ab"}});
    const MediaStep first = telegram->media("AgAC&x");
    EXPECT_EQ(told(first), "GET https://api.telegram.org/bot12:ab/getFile?file_id=AgAC%26x");
    EXPECT_THAT(first->call.url, Not(HasSubstr("12:ab")));
    const auto file = [](const std::string& path) {
        return answered(200, R"({"ok":true,"result":{"file_id":"A","file_path":")" + path + R"("}})");
    };
    expect_next(*telegram,
                {{"a path", false, file("photos/file_1.jpg"),
                  "GET https://api.telegram.org/file/bot12:ab/photos/file_1.jpg brings it"},
                 {"a way up", false, file("../bot99/getMe"), "permanent host"},
                 {"a path from the root", false, file("/etc/passwd"), "permanent host"},
                 {"a query", false, file("photos/1?x"), "permanent host"},
                 {"no path", false, file(""), "permanent host"},
                 {"too large for a bot", false,
                  answered(400, R"({"ok":false,"description":"Bad Request: file is too big"})"), "permanent 400"},
                 {"too fast", false, answered(429, R"({"ok":false,"parameters":{"retry_after":3}})"), "throttled 429"},
                 {"a path that is over", true, answered(404, ""), "retry 404"}});
}

// ---- all

TEST(AdapterMedia, WhoKnowsNoWaySaysSo) {
    const std::set<std::string> known{"whatsapp_cloud", "twilio", "telegram"};
    for (const AdapterCases& cases : all_adapter_cases()) {
        if (known.contains(cases.adapter)) continue;
        const auto there = make_adapter(cases.adapter, cases.settings).value();
        EXPECT_EQ(told(there->media("https://provider.example/1.jpg")), "permanent no_fetch") << cases.adapter;
        EXPECT_EQ(told(there->media_next({}, answered(200, "{}"))), "permanent no_fetch") << cases.adapter;
    }
}

TEST(AdapterMedia, WhatMayBeLoggedHoldsNoSecret) {
    const auto whatsapp = adapter("whatsapp_cloud", whatsapp_token);
    const MediaStep found =
        whatsapp->media_next({}, answered(200, graph_answer("https://lookaside.fbsbx.com/a?hash=secret")));
    EXPECT_THAT(found->call.url, Not(HasSubstr("secret")));
    const MediaStep stored = a_twilio()->media_next({}, redirect("https://media.twiliocdn.com/AC1?signature=secret"));
    EXPECT_THAT(stored->call.url, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace sambung::adapters
