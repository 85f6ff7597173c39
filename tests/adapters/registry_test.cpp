#include "adapters/adapter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace sambung::adapters {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

TEST(Registry, NamesTheAdaptersOfTheContract) {
    std::vector<std::string_view> names;
    for (const Maker& maker : registry()) names.push_back(maker.name);
    constexpr std::string_view expected[] = {
        "africastalking_ussd",  //
        "africastalking_sms",   //
        "kannel",               //
        "whatsapp_cloud",       //
        "twilio",               //
        "infobip",              //
        "vonage",               //
        "sms_http",             //
        "ussd_http",            //
        "jasmin",               //
        "eight_by_eight",       //
        "qontak",               //
        "zenziva",              //
        "dartmedia",            //
        "fonnte",               //
        "wablas",               //
        "zenvia",               //
        "telegram",             //
        "smpp",                 //
        "unit_webhook",         //
        "smtp",                 //
    };
    EXPECT_THAT(names, testing::ElementsAreArray(expected));
    EXPECT_EQ(find_maker("kannel")->kind, ChannelKind::sms);
    EXPECT_EQ(find_maker("pigeon"), nullptr);
}

TEST(Registry, EverySettingIsExplainedAndNamedOnce) {
    for (const Maker& maker : registry()) {
        std::set<std::string_view> keys;
        for (const Setting& setting : maker.settings) {
            EXPECT_TRUE(keys.insert(setting.key).second) << maker.name << " " << setting.key;
            EXPECT_FALSE(setting.help.empty()) << maker.name << " " << setting.key;
        }
    }
}

struct Row {
    std::string_view adapter;
    Values values;
    std::string_view detail;  // empty: it is made
};

TEST(MakeAdapter, SaysWhichKeyIsWrongAndNeverItsValue) {
    const Values kannel{
        {"send_url", "http://127.0.0.1:13013/cgi-bin/sendsms"}, {"username", "u"}, {"password", "hidden-value"}};
    const auto with = [&kannel](const std::string& key, const std::string& value) {
        Values values = kannel;
        values.emplace_back(key, value);
        return values;
    };
    const Row rows[] = {
        {"pigeon", {}, "channel 'c': key 'adapter' names an unknown adapter"},
        {"africastalking_ussd",
         {},
         "channel 'c': key 'secret' required, or 'open: loopback' for a provider on this machine"},
        {"africastalking_ussd", {{"secret", "hidden-value"}}, ""},
        {"africastalking_ussd", {{"open", "loopback"}}, ""},
        {"africastalking_ussd", {{"open", "hidden-value"}}, "channel 'c': key 'open': only 'loopback' is known"},
        {"africastalking_ussd",
         {{"secrte", "hidden-value"}},
         "channel 'c': key 'secrte' is not known to africastalking_ussd"},
        {"africastalking_sms",
         {{"username", "u"}, {"open", "loopback"}},
         "channel 'c': key 'api_key' required: of the application"},
        {"africastalking_sms",
         {{"username", "u"}, {"api_key", ""}, {"open", "loopback"}},
         "channel 'c': key 'api_key' required: of the application"},
        {"kannel", kannel, "channel 'c': key 'secret' required, or 'open: loopback' for a provider on this machine"},
        {"kannel", with("secret", "s"), ""},
        {"kannel", with("password", "hidden-value"), "channel 'c': key 'password' is there twice"},
        {"kannel", with("from", "hidden-value\r\nX: y"), "channel 'c': key 'from' contains control characters"},
        {"whatsapp_cloud",
         {{"app_secret", "hidden-value"}},
         "channel 'c': key 'verify_token' required: chosen by us and typed in where the webhook is set up"},
        {"twilio",
         {{"account_sid", "AC1"}, {"auth_token", "hidden-value"}},
         "channel 'c': key 'from' or 'messaging_service_sid' required"},
        {"twilio",
         {{"account_sid", "AC1"}, {"auth_token", "hidden-value"}, {"from", "+1"}, {"kind", "ussd"}},
         "channel 'c': key 'kind': 'sms' or 'whatsapp'"},
        {"vonage",
         {{"api_key", "k"}, {"api_secret", "hidden-value"}, {"from", "D"}},
         "channel 'c': key 'secret' required, or 'open: loopback' for a provider on this machine; or "
         "'signature_secret'"},
        {"vonage",
         {{"api_key", "k"}, {"api_secret", "s"}, {"from", "D"}, {"signature_secret", "s"}, {"signature_method", "x"}},
         "channel 'c': key 'signature_method': md5hash, md5, sha1, sha256 or sha512"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"format", "xml"}},
         "channel 'c': key 'format': one of 'form', 'json', 'query'"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"method", "GET"}},
         "channel 'c': key 'format': 'query' with 'GET'"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"ok_field", "status"}},
         "channel 'c': key 'ok_values' required with 'ok_field'"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"verdicts", "7"}},
         "channel 'c': key 'verdicts': a list such as 'a=b, c=d' is expected"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"verdicts", "7=broken"}},
         "channel 'c': key 'verdicts': accepted, retry, throttled, permanent, opted_out, our_bug or alarm"},
        {"sms_http",
         {{"send_url", "https://x/"}, {"open", "loopback"}, {"report_words", "OK=arrived"}},
         "channel 'c': key 'report_words': queued, sent, delivered, read or failed"},
        {"ussd_http", {{"open", "loopback"}}, ""},
        {"ussd_http",
         {{"open", "loopback"}, {"reply_more", "CON"}},
         "channel 'c': key 'reply_more': '{text}' is missing in it"},
        {"ussd_http",
         {{"open", "loopback"}, {"reply_more", "{text}"}, {"reply_end", "{text}"}},
         "channel 'c': key 'reply_end': nothing tells it from 'reply_more'"},
    };
    for (const Row& row : rows) {
        const auto made = make_adapter(row.adapter, {"c", "https://sambung.example", row.values});
        EXPECT_EQ(made.has_value(), row.detail.empty()) << row.detail;
        if (made) continue;
        EXPECT_EQ(made.error().code, Errc::misconfigured);
        EXPECT_EQ(made.error().detail, row.detail);
    }
}

TEST(Kannel, AsksForReportsAtThePublicAddressUnlessToldAnother) {
    const Values values{{"send_url", "http://k/"}, {"username", "u"}, {"password", "p"}, {"open", "loopback"}};
    Outbound message;
    message.ref = "r1";
    message.to = "+6281200000001";
    message.content.text = "Halo";
    const auto report_url = [&](const std::string& public_url) {
        const auto adapter = make_adapter("kannel", {"sms", public_url, values}).value();
        const HttpCall call = adapter->send(message).value();
        return std::string{header(call.headers, "X-Kannel-DLR-Url").value_or("none")};
    };
    EXPECT_EQ(report_url("https://sambung.example"),
              "https://sambung.example/hooks/sms/status?ref=r1&status=%d&smsc_id=%F");
    EXPECT_EQ(report_url(""), "none");
}

TEST(AfricasTalkingSms, TheSandboxHasItsOwnHost) {
    const Values values{{"username", "sandbox"}, {"api_key", "k"}, {"open", "loopback"}};
    Outbound message;
    message.to = "+6281200000001";
    message.content.text = "Halo";
    const auto adapter = make_adapter("africastalking_sms", {"at", "", values}).value();
    const auto call = adapter->send(message).value();
    EXPECT_EQ(call.url, "https://api.sandbox.africastalking.com/version1/messaging");
    EXPECT_EQ(call.body, "username=sandbox&to=%2B6281200000001&message=Halo&bulkSMSMode=1&enqueue=1");
}

TEST(UssdHttp, TheSameDigitTwiceIsTwoHopsWhereNoFieldTellsThemApart) {
    const auto adapter = make_adapter("ussd_http", {"u", "", {{"open", "loopback"}}}).value();
    const HttpRequest request{"GET", "/hooks/u?sessionId=s1&msisdn=6281200000003&text=1", {}, "", "127.0.0.1"};
    const auto id_at = [&](std::int64_t moment) {
        const Received received = adapter->receive(request, Hook::message, from_millis(moment)).value();
        return std::get<Inbound>(received.items.front()).provider_id;
    };
    EXPECT_NE(id_at(1'767'225'610'000), id_at(1'767'225'611'000));
}

TEST(Verdicts, HaveNames) {
    EXPECT_EQ(verdict_from("opted_out"), Verdict::opted_out);
    EXPECT_EQ(verdict_from("opted out"), std::nullopt);
    EXPECT_EQ(name(Verdict::accepted), "accepted");
    EXPECT_EQ(name(Verdict::retry), "retry");
    EXPECT_EQ(name(Verdict::throttled), "throttled");
    EXPECT_EQ(name(Verdict::permanent), "permanent");
    EXPECT_EQ(name(Verdict::opted_out), "opted_out");
    EXPECT_EQ(name(Verdict::our_bug), "our_bug");
    EXPECT_EQ(name(Verdict::alarm), "alarm");
}

}  // namespace
}  // namespace sambung::adapters
