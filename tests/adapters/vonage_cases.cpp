#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

constexpr std::string_view refused = "'sig' is missing or does not match the fields";

// Text "BANTUAN a=b & c", signed with "dinsos-signing-secret"; computed apart from this code.
constexpr std::string_view signed_fields =
    "api-key=abcd1234&keyword=BANTUAN&message-timestamp=2026-01-01+00%3A00%3A00&messageId=0A0000000123ABCD1"
    "&msisdn=6281200000001&nonce=aaaaaaaa-bbbb-cccc-dddd-0123456789ab&text=BANTUAN+a%3Db+%26+c"
    "&timestamp=1767225600&to=6281290000000&type=text";
constexpr std::string_view heard =
    "message 0A0000000123ABCD1 from +6281200000001 to +6281290000000 at 1767225600: BANTUAN a=b & c";

std::string with_signature(std::string_view signature) {
    return std::string{signed_fields} + "&sig=" + std::string{signature};
}

ChannelSettings signed_settings(const std::string& method) {
    return {"vo",
            "https://sambung.example",
            {{"api_key", "abcd1234"},
             {"api_secret", "vonage-api-secret"},
             {"from", "DINSOS"},
             {"signature_secret", "dinsos-signing-secret"},
             {"signature_method", method}}};
}

HttpRequest message(const std::string& query) { return get("/hooks/vo?secret=vonage-hook-secret&" + query); }
HttpRequest report(const std::string& body) { return post_form("/hooks/vo/status?secret=vonage-hook-secret", body); }

IncomingRow status_row(const std::string& word, const std::string& expected) {
    return {"status " + word,
            Hook::status,
            report("messageId=v9&msisdn=6281200000001&scts=2601010000&client-ref=0123&status=" + word),
            Outcome::accepted,
            {expected}};
}

std::vector<IncomingRow> incoming() {
    const std::string part = "msisdn=6281200000001&to=2345&type=text&concat=true&concat-ref=7&concat-total=2";
    return {
        {"GET",
         Hook::message,
         message("messageId=v1&msisdn=6281200000001&to=2345&text=CEK&type=text"
                 "&message-timestamp=2026-01-01+00%3A00%3A05"),
         Outcome::accepted,
         {"message v1 from +6281200000001 to 2345 at 1767225605: CEK"}},
        {"JSON",
         Hook::message,
         post_json("/hooks/vo?secret=vonage-hook-secret",
                   R"({"messageId":"v2","msisdn":"6281200000001","to":"2345","text":"CEK","type":"unicode"})"),
         Outcome::accepted,
         {"message v2 from +6281200000001 to 2345 at 1767225610: CEK"}},
        {"the second part first",
         Hook::message,
         message(part + "&messageId=v3&concat-part=2&text=panjang"),
         Outcome::accepted,
         {"message v3 from +6281200000001 to 2345 at 1767225610: panjang [part 2 of 2 in 7]"}},
        {"the first part",
         Hook::message,
         message(part + "&messageId=v4&concat-part=1&text=cerita+"),
         Outcome::accepted,
         {"message v4 from +6281200000001 to 2345 at 1767225610: cerita  [part 1 of 2 in 7]"}},
        {"a part of nothing",
         Hook::message,
         message(part + "&messageId=v5&concat-part=3&text=x"),
         Outcome::accepted,
         {"message v5 from +6281200000001 to 2345 at 1767225610: x"}},
        {"a binary message",
         Hook::message,
         message("messageId=v6&msisdn=6281200000001&type=binary&data=00"),
         Outcome::accepted,
         {"ignored: a binary message"}},
        {"no id",
         Hook::message,
         message("msisdn=6281200000001&text=CEK"),
         Outcome::malformed,
         {"field 'messageId' missing or unusable"}},
        {"no sender",
         Hook::message,
         message("messageId=v7&text=CEK"),
         Outcome::malformed,
         {"field 'msisdn' missing or unusable"}},
        status_row("accepted", "status sent ref 0123 id v9 [part]"),
        status_row("buffered", "status sent ref 0123 id v9 [part]"),
        status_row("delivered&err-code=0", "status delivered ref 0123 id v9 [part]"),
        status_row("expired&err-code=12", "status failed ref 0123 id v9 reason 12 [part]"),
        status_row("failed&err-code=2", "status failed ref 0123 id v9 reason 2 [part]"),
        status_row("rejected&err-code=6", "status failed ref 0123 id v9 reason 6 [part]"),
        status_row("unknown", "ignored: a delivery status that tells nothing"),
        {"a report without status",
         Hook::status,
         report("messageId=v9"),
         Outcome::malformed,
         {"field 'status' missing or unusable"}},
    };
}

std::vector<SendRow> sends(const std::string& callback) {
    const auto call = [&callback](const std::string& text, const std::string& type) {
        return HttpCall{"POST", "https://rest.nexmo.com/sms/json", form_headers(),
                        "api_key=abcd1234&api_secret=vonage-api-secret&from=DINSOS&to=6281200000001&text=" + text +
                            "&type=" + type + "&client-ref=0123456789abcdef0123456789abcdef&status-report-req=1" +
                            "&callback=https%3A%2F%2Fsambung.example%2Fhooks%2Fvo%2Fstatus" + callback};
    };
    return {
        {"a text", text_to("081200000001", "Halo & dicek"), call("Halo%20%26%20dicek", "text")},
        {"beyond GSM-7", text_to("+6281200000001", "🙏"), call("%F0%9F%99%8F", "unicode")},
        {"too long", text_to("+6281200000001", std::string(3201, 'a')), {}, "the text must have 1 to 3200 characters"},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
}

HttpReply status_reply(const std::string& code) {
    return answered(200, R"({"message-count":"1","messages":[{"to":"6281200000001","message-id":"v1","status":")" +
                             code + R"(","error-text":"Throughput Rate Exceeded - please wait [ 250 ] and retry"}]})");
}

std::vector<AnswerRow> answers() {
    return {
        {"taken", status_reply("0"), Verdict::accepted, "v1", "0"},
        {"too fast", status_reply("1"), Verdict::throttled, "", "1", seconds{1}},
        {"missing", status_reply("2"), Verdict::our_bug, "", "2"},
        {"credentials", status_reply("4"), Verdict::alarm, "", "4"},
        {"internal", status_reply("5"), Verdict::retry, "", "5"},
        {"barred", status_reply("7"), Verdict::permanent, "", "7"},
        {"balance", status_reply("9"), Verdict::alarm, "", "9"},
        {"sender", status_reply("15"), Verdict::alarm, "", "15"},
        {"deactivated", status_reply("33"), Verdict::permanent, "", "33"},
        {"a code of the future", status_reply("77"), Verdict::retry, "", "77"},
        {"a code that may be a number", status_reply("6281200000001"), Verdict::retry, "", ""},
        {"one of two parts", answered(200, R"({"messages":[{"message-id":"a","status":"0"},{"status":"9"}]})"),
         Verdict::alarm, "", "9"},
        {"two parts",
         answered(200, R"({"messages":[{"message-id":"a","status":"0"},{"message-id":"b","status":"0"}]})"),
         Verdict::accepted, "a", "0"},
        {"200 of nothing", answered(200, R"({"messages":[]})"), Verdict::retry, "", "200"},
        {"down", answered(502, "<html>"), Verdict::retry, "", "502"},
    };
}

// One table for each way of signing.
AdapterCases signed_cases(const std::string& method, std::string_view signature) {
    AdapterCases cases;
    cases.adapter = "vonage";
    cases.variant = "_" + method;
    cases.settings = signed_settings(method);
    std::string upper{signature};
    for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::string changed = with_signature(signature) + "&to=1";
    std::string two_in_one = with_signature(signature);
    const std::string_view two = "&to=6281290000000&type=text";
    two_in_one.replace(two_in_one.find(two), two.size(), "&to%3D6281290000000%26type=text");
    cases.incoming = {
        {"a form",
         Hook::message,
         post_form("/hooks/vo", with_signature(signature)),
         Outcome::accepted,
         {std::string{heard}}},
        {"GET again, in capitals",
         Hook::message,
         get("/hooks/vo?" + with_signature(upper)),
         Outcome::accepted,
         {std::string{heard}}},
        {"no id",
         Hook::status,
         post_form("/hooks/vo", with_signature(signature)),
         Outcome::malformed,
         {"field 'status' missing or unusable"}},
        {"another field",
         Hook::message,
         post_form("/hooks/vo", changed),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"two fields that are signed as they are, in one",
         Hook::message,
         post_form("/hooks/vo", two_in_one),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"no signature",
         Hook::message,
         post_form("/hooks/vo", std::string{signed_fields}),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"an empty signature",
         Hook::message,
         post_form("/hooks/vo", with_signature("")),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"the signature beside the body",
         Hook::message,
         post_form("/hooks/vo?" + with_signature(signature), std::string{signed_fields}),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
    cases.sends = sends("");
    cases.answers = answers();
    return cases;
}

}  // namespace

AdapterCases vonage_cases() {
    AdapterCases cases;
    cases.adapter = "vonage";
    cases.settings = {"vo",
                      "https://sambung.example",
                      {{"api_key", "abcd1234"},
                       {"api_secret", "vonage-api-secret"},
                       {"from", "DINSOS"},
                       {"secret", "vonage-hook-secret"}}};
    cases.incoming = incoming();
    add_unauthentic(cases, message("messageId=v8&msisdn=6281200000001&text=CEK"));
    cases.sends = sends("%3Fsecret%3Dvonage-hook-secret");
    cases.answers = answers();
    cases.failures = {{"2", Verdict::retry}, {"3", Verdict::permanent}, {"16", Verdict::throttled}};
    return cases;
}

AdapterCases vonage_md5hash_cases() { return signed_cases("md5hash", "57495f47c04734bbca6d933b2e316ed1"); }
AdapterCases vonage_md5_cases() { return signed_cases("md5", "7fde8b12fec224bbbf7a657dc61548ab"); }
AdapterCases vonage_sha1_cases() { return signed_cases("sha1", "8d9740077fc9c002dd054f6c9205c1e38e8d5072"); }
AdapterCases vonage_sha256_cases() {
    return signed_cases("sha256", "0e9b16e1a31b162dbd3d076bf57c265de86f09c82961dbc214d2bf4a8f064acd");
}

}  // namespace sambung::adapters
