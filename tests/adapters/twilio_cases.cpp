#include "adapter_cases.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

namespace sambung::adapters {

namespace {

constexpr std::string_view token = "dinsos-test-auth-token";
constexpr std::string_view refused = "X-Twilio-Signature is missing or does not match";
constexpr std::string_view acknowledged = "<Response/>";

std::string sign(std::string_view key, const std::string& what) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(what.data()),
         what.size(), digest, &size);
    unsigned char text[64];
    const int length = EVP_EncodeBlock(text, digest, static_cast<int>(size));
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
}

// A call as Twilio signs it; the fields in `body` must have different names.
HttpRequest signed_form(std::string target, std::string body, std::string_view key = token) {
    std::string what = "https://gw.dinsos.example" + target;
    Form form = parse_form(body);
    std::ranges::sort(form);
    for (const auto& [name, value] : form) what += name + value;
    return with_header(post_form(std::move(target), std::move(body)), "X-Twilio-Signature", sign(key, what));
}

HttpRequest given(std::string target, std::string body, std::string signature) {
    return with_header(post_form(std::move(target), std::move(body)), "x-twilio-signature", std::move(signature));
}

IncomingRow message_row(std::string what, const std::string& body, std::string expected) {
    return {std::move(what),   Hook::message,         signed_form("/hooks/tw", body),
            Outcome::accepted, {std::move(expected)}, std::string{acknowledged}};
}

IncomingRow status_row(const std::string& fields, const std::string& expected) {
    return {"status " + fields,
            Hook::status,
            signed_form("/hooks/tw/status?ref=0123", "MessageSid=SM9&To=%2B6281200000001&MessageStatus=" + fields),
            Outcome::accepted,
            {expected},
            std::string{acknowledged}};
}

// The addresses, bodies and signatures of this function were checked with twilio-python's RequestValidator.
std::vector<IncomingRow> vectors() {
    const std::string target = "/c/tw/0b7c/receive?v=1";
    const std::string body =
        "ToCountry=ID&SmsMessageSid=SM00000000000000000000000000000001&NumMedia=0"
        "&SmsSid=SM00000000000000000000000000000001&SmsStatus=received&Body=BANTUAN+beras+%26+minyak"
        "&To=%2B6281290000000&MessageSid=SM00000000000000000000000000000001"
        "&AccountSid=AC00000000000000000000000000000001&From=%2B6281200000001&ApiVersion=2010-04-01&Empty=";
    const std::string expected =
        "message SM00000000000000000000000000000001 from +6281200000001 to +6281290000000 at 1767225610:"
        " BANTUAN beras & minyak";
    const std::string json_target =
        "/c/tw/0b7c/json?bodySHA256=ac89fb2dcdc62c0a4d5ce3e5f8ee73811b9837210d8b91348b1eb99b8d7ed375";
    const std::string json = R"({"umid":"x","text":"Halo"})";
    const std::string missing = "field 'MessageSid' missing or unusable";
    const std::string signature = "M7kMEHp2ZOkSXgHOTCcxc33ml9A=";
    const std::string answer{acknowledged};
    return {
        {"an SMS",
         Hook::message,
         given(target, body, "JD9MMGEvBLD+tmudiR02vxJV+HY="),
         Outcome::accepted,
         {expected},
         answer},
        {"it again, signed with the port",
         Hook::message,
         given(target, body, "VseyuZDJH1Yfr0i/l9uw46sJJck="),
         Outcome::accepted,
         {expected},
         answer},
        {"JSON, which no messaging webhook is",
         Hook::message,
         given(json_target, json, signature),
         Outcome::malformed,
         {missing}},
        {"JSON that was changed",
         Hook::message,
         given(json_target, json + " ", signature),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"a body that was changed",
         Hook::message,
         given(target, body + "x", "JD9MMGEvBLD+tmudiR02vxJV+HY="),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"another address",
         Hook::message,
         given("/c/tw/0b7c/receive?v=2", body, "JD9MMGEvBLD+tmudiR02vxJV+HY="),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

std::vector<IncomingRow> messages() {
    IncomingRow old = message_row("the old token", "MessageSid=SM2&From=%2B6281200000001&Body=CEK",
                                  "message SM2 from +6281200000001 at 1767225610: CEK");
    old.request = signed_form("/hooks/tw", "MessageSid=SM2&From=%2B6281200000001&Body=CEK", "old-auth-token-value");
    return {
        std::move(old),
        message_row("a sender's name", "MessageSid=SM3&From=BANK&To=2345&Body=Promo",
                    "message SM3 from BANK to 2345 at 1767225610: Promo"),
        message_row("a picture",
                    "MessageSid=MM4&From=%2B6281200000001&Body=&NumMedia=1&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm"
                    "&MediaContentType0=image%2Fjpeg",
                    "message MM4 from +6281200000001 at 1767225610:  [media https://api.twilio.com/m image/jpeg ]"),
        message_row("bytes that are not text", "MessageSid=SM5&From=%2B6281200000001&Body=a%FF",
                    "message SM5 from +6281200000001 at 1767225610: a\uFFFD"),
        {"no id",
         Hook::message,
         signed_form("/hooks/tw", "From=%2B6281200000001&Body=CEK"),
         Outcome::malformed,
         {"field 'MessageSid' missing or unusable"}},
        {"no sender",
         Hook::message,
         signed_form("/hooks/tw", "MessageSid=SM6&Body=CEK"),
         Outcome::malformed,
         {"field 'From' missing or unusable"}},
        {"a sender of nothing",
         Hook::message,
         signed_form("/hooks/tw", "MessageSid=SM6&From=whatsapp%3A"),
         Outcome::malformed,
         {"field 'From' missing or unusable"}},
        {"another token",
         Hook::message,
         signed_form("/hooks/tw", "MessageSid=SM7", "another"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"no signature",
         Hook::message,
         post_form("/hooks/tw", "MessageSid=SM8"),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

std::vector<IncomingRow> statuses() {
    return {
        status_row("accepted", "status queued ref 0123 id SM9"),
        status_row("queued", "status queued ref 0123 id SM9"),
        status_row("sending", "status queued ref 0123 id SM9"),
        status_row("sent", "status sent ref 0123 id SM9"),
        status_row("delivered", "status delivered ref 0123 id SM9"),
        status_row("read", "status read ref 0123 id SM9"),
        status_row("undelivered&ErrorCode=30003", "status failed ref 0123 id SM9 reason 30003"),
        status_row("failed&ErrorCode=21610", "status failed ref 0123 id SM9 reason 21610"),
        status_row("canceled", "status failed ref 0123 id SM9"),
        status_row("dreaming", "ignored: a delivery status that is not documented"),
        {"a status at the address of messages",
         Hook::message,
         signed_form("/hooks/tw", "MessageSid=SM9&MessageStatus=sent&From=%2B1"),
         Outcome::accepted,
         {"status sent id SM9"},
         std::string{acknowledged}},
        {"a report of nothing",
         Hook::status,
         signed_form("/hooks/tw/status", "MessageStatus=sent"),
         Outcome::malformed,
         {"field 'MessageSid' missing or unusable"}},
    };
}

HttpCall call(std::string body) {
    return {"POST", "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json",
            form_headers({{"Authorization",
                           "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpkaW5zb3MtdGVzdC1hdXRoLXRva2Vu"}}),
            std::move(body)};
}

constexpr std::string_view callback =
    "&StatusCallback=https%3A%2F%2Fgw.dinsos.example%2Fhooks%2Ftw%2Fstatus%3Fref%3D0123456789abcdef0123456789abcdef";

std::vector<SendRow> sms_sends() {
    Outbound with_buttons = text_to("+6281200000001", "Kirim?");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    return {
        {"a text", text_to("081200000001", "Laporan diterima & dicek"),
         call("To=%2B6281200000001&Body=Laporan%20diterima%20%26%20dicek&MessagingServiceSid=MG1" +
              std::string{callback})},
        {"the longest", text_to("+6281200000001", std::string(1600, 'a')),
         call("To=%2B6281200000001&Body=" + std::string(1600, 'a') + "&MessagingServiceSid=MG1" +
              std::string{callback})},
        {"longer", text_to("+6281200000001", std::string(1601, 'a')), {}, "the text must have 1 to 1600 characters"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text is empty"},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"buttons", with_buttons, {}, "an SMS carries neither buttons nor lists"},
    };
}

HttpReply refusal(const std::string& code, int status = 400) {
    return answered(status, R"({"code":)" + code + R"(,"message":"no","status":400})");
}

std::vector<AnswerRow> answers() {
    return {
        {"queued", answered(201, R"({"sid":"SM1","status":"queued","error_code":null})"), Verdict::accepted, "SM1",
         "201"},
        {"taken, without JSON", answered(201, ""), Verdict::accepted, "", "201"},
        {"STOP", refusal("21610"), Verdict::opted_out, "", "21610"},
        {"credentials", refusal("20003", 401), Verdict::alarm, "", "20003"},
        {"trial", refusal("21608"), Verdict::alarm, "", "21608"},
        {"country", refusal("21408", 403), Verdict::alarm, "", "21408"},
        {"sender", refusal("21606"), Verdict::alarm, "", "21606"},
        {"number", refusal("21211"), Verdict::permanent, "", "21211"},
        {"landline", refusal("21614"), Verdict::permanent, "", "21614"},
        {"too long", refusal("21617"), Verdict::our_bug, "", "21617"},
        {"too fast", refusal("20429", 429), Verdict::throttled, "", "20429"},
        {"no window", refusal("63016"), Verdict::permanent, "", "63016"},
        {"rate of WhatsApp", refusal("63018"), Verdict::throttled, "", "63018"},
        {"a code of the future", refusal("99999"), Verdict::our_bug, "", "99999"},
        {"down", answered(503, "<html>"), Verdict::retry, "", "503"},
    };
}

ChannelSettings settings() {
    return {"tw",
            "https://gw.dinsos.example/",
            {{"account_sid", "AC00000000000000000000000000000001"},
             {"auth_token", std::string{token}},
             {"old_auth_token", "old-auth-token-value"}}};
}

}  // namespace

AdapterCases twilio_cases() {
    AdapterCases cases;
    cases.adapter = "twilio";
    cases.settings = settings();
    cases.settings.values.emplace_back("messaging_service_sid", "MG1");
    cases.incoming = vectors();
    for (IncomingRow& row : messages()) cases.incoming.push_back(std::move(row));
    for (IncomingRow& row : statuses()) cases.incoming.push_back(std::move(row));
    cases.sends = sms_sends();
    cases.answers = answers();
    cases.failures = {{"30001", Verdict::throttled}, {"30003", Verdict::permanent}, {"30008", Verdict::retry},
                      {"21610", Verdict::opted_out}, {"63016", Verdict::permanent}, {"63007", Verdict::alarm}};
    return cases;
}

AdapterCases twilio_whatsapp_cases() {
    AdapterCases cases;
    cases.adapter = "twilio";
    cases.variant = "_whatsapp";
    cases.settings = settings();
    cases.settings.values.emplace_back("kind", "whatsapp");
    cases.settings.values.emplace_back("from", "+6281290000000");
    cases.incoming = {
        message_row("a button",
                    "MessageSid=SM1&From=whatsapp%3A%2B6281200000001&To=whatsapp%3A%2B6281290000000"
                    "&Body=Ya&ButtonText=Ya&ButtonPayload=q3%3Aya&OriginalRepliedMessageSid=SM0",
                    "message SM1 from +6281200000001 to +6281290000000 at 1767225610: Ya [option q3:ya] [answers SM0]"),
        message_row("somebody who hides the number", "MessageSid=SM2&From=whatsapp%3AID.13491208655302741918&Body=Halo",
                    "message SM2 from ID.13491208655302741918 at 1767225610: Halo"),
        message_row("a place",
                    "MessageSid=SM3&From=whatsapp%3A%2B6281200000001&Body=&Latitude=-6.914744&Longitude=107.60981",
                    "message SM3 from +6281200000001 at 1767225610:  [at -6.9147 107.6098]"),
        message_row("a place that is nowhere",
                    "MessageSid=SM4&From=whatsapp%3A%2B6281200000001&Body=&Latitude=96.9&Longitude=x",
                    "message SM4 from +6281200000001 at 1767225610: "),
        {"no sender",
         Hook::message,
         signed_form("/hooks/tw", "MessageSid=SM5"),
         Outcome::malformed,
         {"field 'From' missing or unusable"}},
        {"no signature",
         Hook::message,
         post_form("/hooks/tw", "MessageSid=SM5"),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
    Outbound with_buttons = text_to("+6281200000001", "Kirim?\n1 Ya");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    const std::string from = "&From=whatsapp%3A%2B6281290000000";
    cases.sends = {
        {"options, which stand in the text", with_buttons,
         call("To=whatsapp%3A%2B6281200000001&Body=Kirim%3F%0A1%20Ya" + from + std::string{callback})},
        {"to somebody who hides the number", text_to("ID.13491208655302741918", "Halo"),
         call("To=whatsapp%3AID.13491208655302741918&Body=Halo" + from + std::string{callback})},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is neither a phone number nor a user id"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text must have 1 to 1600 characters"},
    };
    cases.answers = answers();
    return cases;
}

}  // namespace sambung::adapters
