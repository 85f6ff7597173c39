// What the exchange log shows of provider's messages, and that nothing else is shown.
#include "exchanges/described.h"
#include "exchanges/exchange.h"
#include "exchanges/mask.h"
#include "exchanges/xml_paths.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sambung::gateway {
namespace {

namespace json = boost::json;

Mask mask(const adapters::ChannelSettings& settings = {}) {
    return Mask(ShownKeys(settings), [](std::string_view id) { return "f" + std::to_string(id.size()); });
}

TEST(Described, TellsKindAndLengthAlone) {
    struct Row {
        std::string_view value, words;
    };
    constexpr Row rows[] = {{"", ""},
                            {"3276011203850001", "<digits 16>"},
                            {"081234567890", "<digits 12>"},
                            {"1", "<digits 1>"},
                            {"1795399200", "<time 10 digits>"},
                            {"1795399200000", "<time 13 digits>"},
                            {"6281234567890", "<digits 13>"},
                            {"+6281234567890", "<phone 13 digits>"},
                            {"2026-11-22T08:15:58+07:00", "<time 25>"},
                            {"0123456789abcdef0123456789abcdef", "<hex 32>"},
                            {"EAAGm0PX4ZCpsBAO-_x", "<token 19>"},
                            {"https://x.example/6281234567890", "<url 31>"},
                            {"Siti Aminah", "<text 11>"},
                            {"kafé", "<text 4>"}};
    for (const Row& row : rows) EXPECT_EQ(described(row.value), row.words) << row.value;
}

TEST(FieldName, IsOneOfAProtocolAndNotSomebodysValue) {
    for (const std::string_view name :
         {"id", "hub.mode", "phone_number_id", "messages[0][id]", "MediaUrl0", "message-id"})
        EXPECT_TRUE(is_field_name(name)) << name;
    for (const std::string_view value : {"", "6281234567890", "p6281", "Siti Aminah", "tolong, anak", "0812", "a<b"})
        EXPECT_FALSE(is_field_name(value)) << value;
}

TEST(MaskedBody, KeepsTheShapeAndWhatIsHarmless) {
    struct Row {
        std::string_view type, body, masked;
    };
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    constexpr Row rows[] = {
        {"application/json", "", "null"},
        {"application/json", R"({"a":[],"b":{},"c":null,"d":true,"e":""})",
         R"({"a":[],"b":{},"c":null,"d":true,"e":""})"},
        {"application/json", R"({"type":"text","text":{"body":"text"}})",
         R"({"type":"text","text":{"body":"<text 4>"}})"},
        {"application/json", R"({"type":"Siti Aminah dari Depok"})", R"({"type":"<text 22>"})"},
        {"application/json", R"({"status":"DELIVERED_TO_HANDSET"})", R"({"status":"DELIVERED_TO_HANDSET"})"},
        {"application/json", R"({"a":7,"b":999,"c":1000,"d":-7.5,"e":3276011203850001})",
         R"({"a":7,"b":999,"c":"<digits 4>","d":"<number>","e":"<digits 16>"})"},
        {"application/json", R"({"code":131047,"error_code":"E401","errorCode":"30008"})",
         R"({"code":131047,"error_code":"E401","errorCode":"30008"})"},
        {"application/json", R"({"code":3276011203,"errorCode":"0812345678"})",
         R"({"code":"<digits 10>","errorCode":"<digits 10>"})"},
        {"application/json", R"({"messages":[{"id":"wamid.abc"}],"message_id":1234567})",
         R"({"messages":[{"id":"<id f9>"}],"message_id":"<id f7>"})"},
        {"application/json", R"({"status":{"groupId":3,"id":5,"name":"DELIVERED_TO_HANDSET"},"name":"SITI"})",
         R"({"status":{"groupId":3,"id":5,"name":"DELIVERED_TO_HANDSET"},"name":"<text 4>"})"},
        {"application/json", R"({"chat":{"id":712345678,"type":"private"}})",
         R"({"chat":{"id":"<digits 9>","type":"<text 7>"}})"},
        {"application/json", R"({"interactive":{"button_reply":{"id":"lapor","title":"Lapor"}}})",
         R"({"interactive":{"button_reply":{"id":"<text 5>","title":"<text 5>"}}})"},
        {"application/json", R"({"6281234567890":1,"6281234567891":2})", R"({"<name 13>":1,"<name 13> 2":2})"},
        {"text/plain", R"({"ok":true})", R"({"ok":true})"},
        {"application/json", "{\"a\":", "\"<5 bytes, not readable>\""},
        {"application/json", "\"Siti\"", "\"<6 bytes, not readable>\""},
        {"text/plain", "Sent. Message ID: 12345", "\"<23 bytes, not readable>\""},
        {form, "MessageSid=SM12&SmsStatus=received&From=%2B6281234567890&Body=tolong&NumMedia=0",
         R"({"MessageSid":"<id f4>","SmsStatus":"received","From":"<phone 13 digits>","Body":"<text 6>","NumMedia":"0"})"},
        {form, "a=1&a=xyz", R"({"a":["<digits 1>","<text 3>"]})"},
        {form, "tolong anak saya", "\"<16 bytes, not readable>\""},
        {form, "from%5Bid%5D=712345678", R"({"from[id]":"<digits 9>"})"},
        {"text/xml", "<ussd><sessionid>77</sessionid><type>2</type><msg>Siti</msg></ussd>",
         R"({"ussd/sessionid":"<id f2>","ussd/type":"2","ussd/msg":"<text 4>"})"},
        {"text/html", "<html><body>6281234567890", "\"<25 bytes, not readable>\""},
        {"text/xml", "<ussd><msg>1</ussd>", "\"<19 bytes, not readable>\""}};
    for (const Row& row : rows) EXPECT_EQ(json::serialize(mask().body(row.type, row.body)), row.masked) << row.body;
}

TEST(MaskedBody, ThatWouldBeTooLongIsToldByItsSize) {
    std::string many = "[1000";
    for (int i = 0; i < 5'000; ++i) many += ",1000";
    many += "]";
    EXPECT_EQ(json::serialize(mask().body("application/json", many)),
              "\"<" + std::to_string(many.size()) + " bytes, not readable>\"");
}

TEST(MaskedBody, TellsNamesThatLookTheSameApart) {
    EXPECT_EQ(json::serialize(mask().body("application/json", R"({"1111":1,"a":2,"2222":3,"333333":4,"4444":5})")),
              R"({"<name 4>":1,"a":2,"<name 4> 2":3,"<name 6>":4,"<name 4> 3":5})");
}

// Seconds, if each name were compared with all before it; the log's thread is there for every channel.
TEST(MaskedBody, OfThousandsOfHiddenNamesIsToldByItsSize) {
    std::string body = "{\"0000\":0";
    for (int i = 1; i < 7'000; ++i) body += ",\"" + std::to_string(10'000 + i).substr(1) + "\":0";
    body += "}";
    EXPECT_EQ(mask().body("application/json", body), json::value(unreadable(body.size())));
}

TEST(MaskedBody, NeverShowsWhatTheChannelNamesAsTextOrNumber) {
    adapters::ChannelSettings settings;
    settings.values = {{"in_text", "status"}, {"in_from", "code"}, {"in_session", "state"}};
    EXPECT_EQ(json::serialize(mask(settings).query("status=tolong&code=081234&state=s-1&type=begin")),
              R"({"status":"<text 6>","code":"<digits 6>","state":"<id f3>","type":"begin"})");
}

TEST(XmlPaths, TellsTextsAndAttributes) {
    const auto fields = xml_paths("<?xml version=\"1.0\"?><a x='1'><!-- > --><b>t</b><c/><d><![CDATA[<e>]]></d></a>");
    const Form expected{{"a/@x", "1"}, {"a/b", "t"}, {"a/c", ""}, {"a/d", "<e>"}};
    ASSERT_TRUE(fields.has_value());
    EXPECT_EQ(*fields, expected);
}

TEST(XmlPaths, RefusesWhatIsNotWellFormed) {
    std::string deep;
    for (int i = 0; i < 17; ++i) deep += "<a>";
    for (const std::string& broken :
         {std::string{"<a>"}, std::string{"</a>"}, std::string{"<a></b>"}, std::string{"<a x=1/>"}, std::string{"t"},
          std::string{"<a/><b/>"}, std::string{"<a><!-- </a>"}, std::string{"<a><![CDATA[x</a>"}, std::string{"<"},
          deep})
        EXPECT_FALSE(xml_paths(broken).has_value()) << broken;
}

// A path repeats the names of all elements around it, so a long name with many attributes would be kept thousands of
// times.
TEST(XmlPaths, RefusesNamesThatNoProtocolHas) {
    std::string document = "<" + std::string(20'000, 'a');
    for (int i = 0; i < 900; ++i) document += " b=''";
    EXPECT_FALSE(xml_paths(document + "/>").has_value());
    document = "<a";
    for (int i = 0; i < 10'000; ++i) document += " b=''";
    EXPECT_FALSE(xml_paths(document + "/>").has_value());
}

TEST(MaskedAddress, ShowsTheWayAndNoAccount) {
    struct Row {
        std::string_view address, masked;
    };
    constexpr Row rows[] = {
        {"https://graph.example/v21.0/100000000000001/messages?access_token=x",
         "https://graph.example/v21.0/<digits 15>/messages"},
        {"https://api.example/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json",
         "https://api.example/2010-04-01/Accounts/<hex 34>/Messages.json"},
        {"http://user:word@127.0.0.1:13013/cgi-bin/sendsms", "http://127.0.0.1:13013/cgi-bin/sendsms"},
        {"https://x.example", "https://x.example"},
        {"/hooks/sms/status", "/hooks/sms/status"}};
    for (const Row& row : rows) EXPECT_EQ(masked_address(row.address), row.masked);
}

TEST(MaskedHeaders, ShowAMediaTypeAndAProduct) {
    EXPECT_EQ(masked_content_type("Application/JSON; charset=utf-8"), "application/json");
    EXPECT_EQ(masked_content_type("multipart/form-data; boundary=6281234567890"), "multipart/form-data");
    EXPECT_EQ(masked_content_type("6281234567890"), "<digits 13>");
    EXPECT_EQ(masked_content_type("x/6281234567890"), "<text 15>");
    EXPECT_EQ(masked_agent("Kannel/1.4.5 (6281234567890)"), "Kannel");
    EXPECT_EQ(masked_agent("6281234567890"), "<digits 13>");
    EXPECT_EQ(masked_method("POST"), "POST");
    EXPECT_EQ(masked_method("SITI"), "<text 4>");
    EXPECT_EQ(masked_name("X-Hub-Signature-256"), "x-hub-signature-256");
    EXPECT_EQ(masked_name("6281234567890"), "<name 13>");
}

// One person's values, as they stand in the samples below.
const std::vector<std::string> marked{"6281298765432",
                                      "081298765432",
                                      "3276011203850001",
                                      "Siti Aminah",
                                      "atap rumah runtuh",
                                      "wamid.HBgNNjI4MTI5ODc2NTQzMhUC",
                                      "SM9f8e7d6c5b4a39281706",
                                      "hookSecret0987654321",
                                      "EAAGtokenOfSambung77",
                                      "ib-90817263",
                                      "tr-55443322"};

struct Sample {
    std::string_view what;
    HttpRequest request;
    std::vector<std::string_view> keys;
};

HttpRequest with_all_headers(std::string method, std::string target, std::string type, std::string body) {
    return {.method = std::move(method),
            .target = std::move(target),
            .headers = {{"Content-Type", std::move(type)},
                        {"User-Agent", "Gate/2.1 (6281298765432)"},
                        {"X-Sambung-Secret", "hookSecret0987654321"},
                        {"Authorization", "Bearer EAAGtokenOfSambung77"}},
            .body = std::move(body),
            .remote = "192.0.2.7"};
}

std::vector<Sample> samples() {
    const std::string form = "application/x-www-form-urlencoded";
    return {
        {"Meta",
         with_all_headers(
             "POST", "/hooks/x", "application/json",
             R"({"object":"whatsapp_business_account","entry":[{"id":"3276011203850001","changes":[{"field":"messages",)"
             R"("value":{"messaging_product":"whatsapp","contacts":[{"profile":{"name":"Siti Aminah"},"wa_id":"6281298765432"}],)"
             R"("messages":[{"from":"6281298765432","id":"wamid.HBgNNjI4MTI5ODc2NTQzMhUC","timestamp":"1795399200",)"
             R"("type":"text","text":{"body":"atap rumah runtuh 3276011203850001"}}]}}]}]})"),
         {"object", "entry", "changes", "messaging_product", "contacts", "wa_id", "timestamp", "body"}},
        {"Twilio",
         with_all_headers("POST", "/hooks/x?secret=hookSecret0987654321", form,
                          "MessageSid=SM9f8e7d6c5b4a39281706&From=%2B6281298765432&ProfileName=Siti+Aminah&"
                          "Body=atap+rumah+runtuh+081298765432&NumMedia=0&AccountSid=EAAGtokenOfSambung77"),
         {"MessageSid", "From", "ProfileName", "Body", "NumMedia", "AccountSid", "secret"}},
        {"Kannel",
         with_all_headers("GET",
                          "/hooks/x?id=ib-90817263&from=%2B6281298765432&to=2345&text=NIK+3276011203850001+Siti+Aminah&"
                          "coding=0&secret=hookSecret0987654321",
                          "", ""),
         {"id", "from", "to", "text", "coding", "secret"}},
        {"Infobip",
         with_all_headers("POST", "/hooks/x?secret=hookSecret0987654321", "application/json",
                          R"({"results":[{"messageId":"ib-90817263","from":"6281298765432","text":"atap rumah runtuh",)"
                          R"("cleanText":"Siti Aminah 081298765432","smsCount":1,"price":{"pricePerMessage":0.5}}]})"),
         {"results", "messageId", "cleanText", "smsCount", "pricePerMessage"}},
        {"TruRoute",
         with_all_headers("POST", "/hooks/x", "text/xml",
                          "<ussd><msisdn>6281298765432</msisdn><sessionid>tr-55443322</sessionid><type>2</type>"
                          "<msg name=\"Siti Aminah\">atap rumah runtuh 3276011203850001</msg></ussd>"),
         {"ussd/msisdn", "ussd/sessionid", "ussd/type", "ussd/msg"}},
        {"words in the wrong place",
         with_all_headers("POST", "/hooks/x?atap+rumah+runtuh", "multipart/form-data; boundary=6281298765432",
                          "name=\"Siti Aminah\" 3276011203850001"),
         {"multipart/form-data"}}};
}

std::vector<std::string> pieces_of(const std::string& value) {
    std::vector<std::string> out{value};
    for (std::size_t at = 0; at + 5 <= value.size(); ++at)
        if (all_digits(std::string_view{value}.substr(at, 5))) out.push_back(value.substr(at, 5));
    return out;
}

TEST(ExchangeLine, HoldsTheKeysAndNothingOfThePerson) {
    for (const Sample& sample : samples()) {
        Exchange call = exchange_in("x", "/hooks/x", sample.request, from_millis(1'795'399'200'000));
        // The same comes back from a provider that repeats what it was told.
        note_answer(call,
                    {.status = 400,
                     .content_type = *header(sample.request.headers, "Content-Type") == "text/xml" ? "text/xml" : "",
                     .body = sample.request.body,
                     .headers = {}});
        const std::string line = exchange_line(call, mask());
        for (const std::string& value : marked)
            for (const std::string& piece : pieces_of(value))
                EXPECT_EQ(line.find(piece), std::string::npos) << sample.what << " shows " << piece << "\n" << line;
        for (const std::string_view key : sample.keys)
            EXPECT_NE(line.find(key), std::string::npos) << sample.what << " hides " << key << "\n" << line;
        EXPECT_EQ(line.find('\n'), std::string::npos);
    }
}

TEST(ExchangeLine, OfACallOfOursNamesTheFault) {
    const HttpCall call{.method = "GET",
                        .url = "http://smsbox.example:13013/cgi-bin/sendsms",
                        .headers = {},
                        .body = "",
                        .secret_url = "http://smsbox.example:13013/cgi-bin/sendsms?to=6281298765432&password=x"};
    Exchange made = exchange_out("sms", call, from_millis(1'795'399'200'000));
    made.took = milliseconds{15'000};
    made.fault = Errc::timeout;
    EXPECT_EQ(
        exchange_line(made, mask()),
        R"({"at":"2026-11-23T02:00:00Z","channel":"sms","direction":"out","method":"GET",)"
        R"("address":"http://smsbox.example:13013/cgi-bin/sendsms",)"
        R"("query":{"to":"<digits 13>","password":"<text 1>"},"status":0,"fault":"timeout","ms":15000,"size":0,)"
        R"("content_type":"","agent":"","headers":[],"body":null,"answer":{"size":0,"content_type":"","body":null}})");
}

TEST(ExchangeLine, TellsALongBodyByItsSize) {
    const HttpRequest request{.method = "POST",
                              .target = "/hooks/x",
                              .headers = {},
                              .body = std::string(longest_read + 1, '['),
                              .remote = {}};
    const Exchange call = exchange_in("x", "/hooks/x", request, {});
    EXPECT_TRUE(call.said.body.empty());
    EXPECT_NE(exchange_line(call, mask()).find("<65537 bytes, not readable>"), std::string::npos);
}

}  // namespace
}  // namespace sambung::gateway
