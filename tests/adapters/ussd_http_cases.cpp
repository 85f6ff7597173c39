#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

const std::string hook = "/hooks/u?secret=u-hook-secret";

Content screen(std::string text, bool last) {
    Content content;
    content.text = std::move(text);
    content.ends_session = last;
    return content;
}

AdapterCases of(std::string variant, Values values) {
    AdapterCases cases;
    cases.adapter = "ussd_http";
    cases.variant = std::move(variant);
    values.emplace_back("secret", "u-hook-secret");
    cases.settings = {"u", "https://sambung.example", std::move(values)};
    cases.sends = {{"nothing can be sent later",
                    text_to("+6281200000003", "Halo"),
                    {},
                    "a USSD screen is the reply to the citizen's own request"}};
    return cases;
}

}  // namespace

// Texts accumulate, CON and END: what most aggregators in Africa do.
AdapterCases ussd_http_cases() {
    AdapterCases cases = of("", {{"cumulative", "yes"}, {"in_from", "phoneNumber"}, {"in_network", "networkCode"}});
    const auto hop = [](const std::string& fields) { return post_form(hook, fields); };
    cases.incoming = {
        {"a dial",
         Hook::message,
         hop("sessionId=s1&phoneNumber=6281200000003&serviceCode=%2A384%23&text="),
         Outcome::accepted,
         {"message s1| from +6281200000003 to *384# at 1767225610:  [ussd s1 accumulates]"}},
        {"two inputs",
         Hook::message,
         hop("sessionId=s1&phoneNumber=6281200000003&text=1%2A3"),
         Outcome::accepted,
         {"message s1|1*3 from +6281200000003 at 1767225610: 1*3 [ussd s1 accumulates]"}},
        {"them again, from a network that is told",
         Hook::message,
         hop("sessionId=s1&phoneNumber=6281200000003&text=1%2A3&networkCode=51010"),
         Outcome::accepted,
         {"message s1|1*3 from +6281200000003 at 1767225610: 1*3 [ussd s1 accumulates on 51010]"}},
        {"them again, from a network that is no text",
         Hook::message,
         hop("sessionId=s1&phoneNumber=6281200000003&text=1%2A3&networkCode=%FF"),
         Outcome::accepted,
         {"message s1|1*3 from +6281200000003 at 1767225610: 1*3 [ussd s1 accumulates]"}},
        {"them again",
         Hook::message,
         hop("sessionId=s1&phoneNumber=6281200000003&text=1%2A3"),
         Outcome::accepted,
         {"message s1|1*3 from +6281200000003 at 1767225610: 1*3 [ussd s1 accumulates]"}},
        {"the end",
         Hook::status,
         hop("sessionId=s1&phoneNumber=6281200000003"),
         Outcome::accepted,
         {"end of s1 from +6281200000003 cut after 0 hops 0 ms"}},
        {"no session",
         Hook::message,
         hop("phoneNumber=6281200000003&text=1"),
         Outcome::malformed,
         {"field 'sessionId' missing or unusable"}},
        {"no number",
         Hook::message,
         hop("sessionId=s1&text=1"),
         Outcome::malformed,
         {"field 'phoneNumber' missing or unusable"}},
    };
    add_unauthentic(cases, hop("sessionId=s1&phoneNumber=6281200000003"));
    cases.screens = {{"a question", screen("Nama kecamatan:", false), "CON Nama kecamatan:"},
                     {"the last", screen("Terima kasih.", true), "END Terima kasih."}};
    return cases;
}

// A query with plain inputs; the body is the screen and a header says whether it asks (Airtel's Freeflow).
AdapterCases ussd_http_header_cases() {
    AdapterCases cases = of("_header", {{"in_session", "SessionID"},
                                        {"in_from", "MSISDN"},
                                        {"in_text", "input"},
                                        {"in_code", "MSC"},
                                        {"in_step", "seq"},
                                        {"in_operation", "clean"},
                                        {"end_words", "1, yes"},
                                        {"reply_more", "{text}"},
                                        {"reply_end", "{text}"},
                                        {"reply_header", "Freeflow"},
                                        {"header_more", "FC"},
                                        {"header_end", "FB"}});
    const auto hop = [](const std::string& fields) {
        return get(hook + "&SessionID=s1&MSISDN=6281200000003&MSC=384&" + fields);
    };
    cases.incoming = {
        {"a hop",
         Hook::message,
         hop("input=1&seq=2"),
         Outcome::accepted,
         {"message s1|2|1 from +6281200000003 to 384 at 1767225610: 1 [ussd s1]"}},
        {"it, repeated again",
         Hook::message,
         hop("input=1&seq=2"),
         Outcome::accepted,
         {"message s1|2|1 from +6281200000003 to 384 at 1767225610: 1 [ussd s1]"}},
        {"the same digit on the next screen",
         Hook::message,
         hop("input=1&seq=3"),
         Outcome::accepted,
         {"message s1|3|1 from +6281200000003 to 384 at 1767225610: 1 [ussd s1]"}},
        {"the end",
         Hook::message,
         hop("clean=1"),
         Outcome::accepted,
         {"end of s1 from +6281200000003 cut after 0 hops 0 ms"}},
        {"no session",
         Hook::message,
         get(hook + "&MSISDN=6281200000003"),
         Outcome::malformed,
         {"field 'SessionID' missing or unusable"}},
    };
    add_unauthentic(cases, hop("input=1"));
    cases.screens = {{"a question", screen("Nama?", false), "Nama?", "text/plain", {{"Freeflow", "FC"}}},
                     {"the last", screen("Selesai", true), "Selesai", "text/plain", {{"Freeflow", "FB"}}}};
    return cases;
}

// JSON both ways (DMark's shape of a reply).
AdapterCases ussd_http_json_cases() {
    AdapterCases cases = of("_json", {{"in_session", "ussd.transactionId"},
                                      {"in_from", "ussd.msisdn"},
                                      {"in_text", "ussd.request"},
                                      {"in_code", "ussd.code"},
                                      {"in_step", "ussd.time"},
                                      {"reply_type", "application/json"},
                                      {"reply_more", R"({"responseString":"{text}","action":"request"})"},
                                      {"reply_end", R"({"responseString":"{text}","action":"end"})"}});
    const auto hop = [](const std::string& fields) { return post_json(hook, R"({"ussd":{)" + fields + "}}"); };
    cases.incoming = {
        {"a hop",
         Hook::message,
         hop(R"("transactionId":7,"msisdn":"6281200000003","request":"1","code":"*384#","time":"10:00:01")"),
         Outcome::accepted,
         {"message 7|10:00:01|1 from +6281200000003 to *384# at 1767225610: 1 [ussd 7]"}},
        {"no number",
         Hook::message,
         hop(R"("transactionId":7)"),
         Outcome::malformed,
         {"field 'ussd.msisdn' missing or unusable"}},
    };
    add_unauthentic(cases, hop(""));
    cases.screens = {
        {"a question", screen("Ketik \"1\"\nlalu kirim {from}", false),
         R"({"responseString":"Ketik \"1\"\nlalu kirim {from}","action":"request"})", "application/json"},
        {"the last", screen("Selesai", true), R"({"responseString":"Selesai","action":"end"})", "application/json"}};
    return cases;
}

// XML both ways, with the session given back (TruRoute's shape).
AdapterCases ussd_http_xml_cases() {
    AdapterCases cases =
        of("_xml", {{"in_session", "sessionid"},
                    {"in_text", "msg"},
                    {"in_step", "requestid"},
                    {"in_operation", "type"},
                    {"end_words", "3,4"},
                    {"reply_type", "text/xml"},
                    {"reply_more",
                     "<ussd><msisdn>{from}</msisdn><sessionid>{session}</sessionid><type>2</type>"
                     "<msg>{text}</msg></ussd>"},
                    {"reply_end", "<ussd><sessionid>{session}</sessionid><type>3</type><msg>{text}</msg></ussd>"}});
    const auto hop = [](const std::string& type, const std::string& text) {
        return HttpRequest{"POST",
                           hook,
                           {},
                           "<ussd><msisdn>6281200000003</msisdn><sessionid>s1</sessionid><type>" + type +
                               "</type><requestid>9</requestid><msg>" + text + "</msg></ussd>",
                           "203.0.113.7"};
    };
    cases.incoming = {
        {"a hop",
         Hook::message,
         hop("2", "a &amp; b"),
         Outcome::accepted,
         {"message s1|9|a & b from +6281200000003 at 1767225610: a & b [ussd s1]"}},
        {"a timeout",
         Hook::message,
         hop("4", ""),
         Outcome::accepted,
         {"end of s1 from +6281200000003 cut after 0 hops 0 ms"}},
        {"half of it",
         Hook::message,
         HttpRequest{"POST", hook, {}, "<ussd><msisdn>62", ""},
         Outcome::malformed,
         {"field 'sessionid' missing or unusable"}},
    };
    add_unauthentic(cases, hop("2", "1"));
    cases.screens = {{"a question", screen("Usia > 60?", false),
                      "<ussd><msisdn>+6281200000003</msisdn><sessionid>S&lt;1&gt;</sessionid><type>2</type>"
                      "<msg>Usia &gt; 60?</msg></ussd>",
                      "text/xml"},
                     {"the last", screen("Selesai", true),
                      "<ussd><sessionid>S&lt;1&gt;</sessionid><type>3</type><msg>Selesai</msg></ussd>", "text/xml"}};
    return cases;
}

}  // namespace sambung::adapters
