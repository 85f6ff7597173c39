#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpCall call(const std::string& url, const std::string& text) {
    return {"POST", url, form_headers(), "userkey=u1&passkey=zenziva-passkey-value&to=081200000001&message=" + text};
}

HttpReply status_reply(const std::string& status, const std::string& text) {
    return answered(200, R"({"messageId":12345,"to":"081200000001","status":)" + status + R"(,"text":")" + text +
                             R"(","cost":350})");
}

AdapterCases common() {
    AdapterCases cases;
    cases.adapter = "zenziva";
    cases.settings = {"zz",
                      "https://sambung.example",
                      {{"userkey", "u1"}, {"passkey", "zenziva-passkey-value"}, {"secret", "zenziva-hook-secret"}}};
    const std::string hook = "/hooks/zz?secret=zenziva-hook-secret";
    cases.incoming = {
        {"a message",
         Hook::message,
         post_form(hook, "id=1&from=081200000001&text=CEK"),
         Outcome::accepted,
         {"message 1 from +6281200000001 at 1767225610: CEK"}},
        {"delivered",
         Hook::status,
         post_form(hook, "id=12345&status=DELIVRD"),
         Outcome::accepted,
         {"status delivered id 12345"}},
        {"no id",
         Hook::message,
         post_form(hook, "from=081200000001"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
    };
    add_unauthentic(cases, post_form(hook, "id=1&from=081200000001"));
    cases.answers = {
        {"taken", status_reply("\"1\"", "Success"), Verdict::accepted, "12345", "1"},
        {"taken, a number", status_reply("1", "Success"), Verdict::accepted, "12345", "1"},
        {"balance", status_reply("\"0\"", "Saldo tidak cukup"), Verdict::alarm, "", "0"},
        {"key", status_reply("\"5\"", "Userkey atau Passkey salah"), Verdict::alarm, "", "5"},
        {"number", status_reply("\"6\"", "Invalid Number"), Verdict::permanent, "", "6"},
        {"something else", status_reply("\"9\"", "Gangguan"), Verdict::retry, "", "9"},
        {"a status that may be a number", status_reply("6281200000001", "Gangguan"), Verdict::retry, "", ""},
        {"the old interface's XML", answered(200, "<response><message><status>0</status></message></response>"),
         Verdict::retry, "", "200"},
        {"down", answered(500, ""), Verdict::retry, "", "500"},
    };
    return cases;
}

}  // namespace

AdapterCases zenziva_cases() {
    AdapterCases cases = common();
    Outbound with_rows = text_to("+6281200000001", "Pilih");
    with_rows.content.rows = {{"a", "A", ""}};
    cases.sends = {
        {"a text", text_to("+6281200000001", "Halo & dicek"),
         call("https://console.zenziva.net/reguler/api/sendsms/", "Halo%20%26%20dicek")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"a list", with_rows, {}, "an SMS carries neither buttons nor lists"},
    };
    return cases;
}

AdapterCases zenziva_whatsapp_cases() {
    AdapterCases cases = common();
    cases.variant = "_whatsapp";
    cases.settings.values.emplace_back("kind", "whatsapp");
    Outbound with_buttons = text_to("+6281200000001", "Kirim?\n1 Ya");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    cases.sends = {
        {"options, which stand in the text", with_buttons,
         call("https://console.zenziva.net/wareguler/api/sendWA/", "Kirim%3F%0A1%20Ya")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    return cases;
}

}  // namespace sambung::adapters
