#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

const Outbound& halo() {
    static const Outbound message = text_to("081200000001", "Halo & dicek");
    return message;
}

void add_refused_sends(AdapterCases& cases) {
    Outbound with_rows = text_to("+6281200000001", "Pilih");
    with_rows.content.rows = {{"a", "A", ""}};
    cases.sends.push_back({"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"});
    cases.sends.push_back({"a list", with_rows, {}, "an SMS carries neither buttons nor lists"});
}

}  // namespace

// Nothing said but where to send: a form, fields of the usual names, SMPP's words.
AdapterCases sms_http_cases() {
    AdapterCases cases;
    cases.adapter = "sms_http";
    cases.settings = {
        "x", "https://sambung.example", {{"send_url", "https://sms.example/send"}, {"secret", "x-hook-secret"}}};
    const std::string hook = "/hooks/x?secret=x-hook-secret";
    const std::string status = "/hooks/x/status?secret=x-hook-secret&";
    cases.incoming = {
        {"GET",
         Hook::message,
         get(hook + "&id=1&from=081200000001&to=2345&text=CEK&date=2026-01-01+00%3A00%3A05"),
         Outcome::accepted,
         {"message 1 from +6281200000001 to 2345 at 1767225605: CEK"}},
        {"a form",
         Hook::message,
         post_form(hook, "id=2&from=6281200000001&text=CEK&date=1767225605"),
         Outcome::accepted,
         {"message 2 from +6281200000001 at 1767225605: CEK"}},
        {"JSON",
         Hook::message,
         post_json(hook, R"({"id":3,"from":"6281200000001","text":"CEK"})"),
         Outcome::accepted,
         {"message 3 from +6281200000001 at 1767225610: CEK"}},
        {"no id", Hook::message, get(hook + "&from=1"), Outcome::malformed, {"field 'id' missing or unusable"}},
        {"no sender", Hook::message, get(hook + "&id=1"), Outcome::malformed, {"field 'from' missing or unusable"}},
        {"delivered",
         Hook::status,
         get(status + "id=m1&status=DELIVRD"),
         Outcome::accepted,
         {"status delivered id m1"}},
        {"failed",
         Hook::status,
         get(status + "ref=r1&status=UNDELIV&error=027"),
         Outcome::accepted,
         {"status failed ref r1 reason 027"}},
        {"a word that is not listed",
         Hook::status,
         get(status + "id=m1&status=Terkirim"),
         Outcome::accepted,
         {"ignored: a delivery status that 'report_words' does not list"}},
        {"a report of nothing",
         Hook::status,
         get(status + "status=DELIVRD"),
         Outcome::malformed,
         {"field 'id' or 'ref' required"}},
        {"a report without status",
         Hook::status,
         get(status + "id=m1"),
         Outcome::malformed,
         {"field 'status' missing or unusable"}},
    };
    add_unauthentic(cases, get(hook + "&id=9&from=081200000001"));
    cases.sends = {{"a text",
                    halo(),
                    {"POST", "https://sms.example/send", form_headers(), "to=6281200000001&text=Halo%20%26%20dicek"}}};
    add_refused_sends(cases);
    cases.answers = {
        {"200", answered(200, "whatever"), Verdict::accepted, "", "200"},
        {"key", answered(401, ""), Verdict::alarm, "", "401"},
        {"down", answered(500, "<html>"), Verdict::retry, "", "500"},
        {"too fast", answered(429, ""), Verdict::throttled, "", "429"},
    };
    return cases;
}

// A provider of JSON: nested fields, a bearer token, codes in the answer, its own words for states, no message ids.
AdapterCases sms_http_json_cases() {
    AdapterCases cases;
    cases.adapter = "sms_http";
    cases.variant = "_json";
    cases.settings = {"x",
                      "https://sambung.example",
                      {{"send_url", "https://sms.example/v1/messages"},
                       {"format", "json"},
                       {"to_field", "messages.0.recipient"},
                       {"text_field", "messages.0.body"},
                       {"ref_field", "messages.0.custom"},
                       {"report_field", "callback"},
                       {"number_form", "e164"},
                       {"fields", "sender=DINSOS"},
                       {"auth", "Bearer x-bearer-value"},
                       {"ok_field", "status"},
                       {"ok_values", "OK, QUEUED"},
                       {"id_field", "data.0.id"},
                       {"code_field", "error.code"},
                       {"verdicts", "E10=alarm, E20=permanent, E30 = opted_out"},
                       {"in_id", "none"},
                       {"in_from", "payload.src"},
                       {"in_to", "payload.dst"},
                       {"in_text", "payload.body"},
                       {"in_time", "payload.ts"},
                       {"report_id", "payload.id"},
                       {"report_ref", "payload.custom"},
                       {"report_status", "payload.state"},
                       {"report_reason", "payload.code"},
                       {"report_words", "Terkirim=delivered,Gagal=failed"},
                       {"answer", "OK"},
                       {"secret", "x-hook-secret"}}};
    const std::string hook = "/hooks/x?secret=x-hook-secret";
    const auto mo = [&hook](const std::string& time) {
        return post_json(hook, R"({"payload":{"src":"+6281200000001","dst":"2345","body":"CEK","ts":)" + time + "}}");
    };
    const auto report = [](const std::string& fields) {
        return post_json("/hooks/x/status?secret=x-hook-secret", R"({"payload":{)" + fields + "}}");
    };
    // SHA-256 over sender, receiver, time and text, each with a zero behind it.
    const std::string id = "41f402896967801f90747b2e7d2e592503f803cb6701cc96e35a5bce747476c2";
    cases.incoming = {
        {"a message",
         Hook::message,
         mo("1767225605"),
         Outcome::accepted,
         {"message " + id + " from +6281200000001 to 2345 at 1767225605: CEK"},
         "OK"},
        {"no time and no id",
         Hook::message,
         mo("null"),
         Outcome::malformed,
         {"field 'payload.ts' missing or unusable"}},
        {"delivered",
         Hook::status,
         report(R"("id":7,"custom":"r1","state":"Terkirim")"),
         Outcome::accepted,
         {"status delivered ref r1 id 7"},
         "OK"},
        {"failed",
         Hook::status,
         report(R"("id":7,"state":"Gagal","code":"E20")"),
         Outcome::accepted,
         {"status failed id 7 reason E20"},
         "OK"},
        {"SMPP's word, which is not this provider's",
         Hook::status,
         report(R"("id":7,"state":"DELIVRD")"),
         Outcome::accepted,
         {"ignored: a delivery status that 'report_words' does not list"},
         "OK"},
    };
    add_unauthentic(cases, mo("1"));
    cases.sends = {
        {"a text",
         halo(),
         {"POST", "https://sms.example/v1/messages", json_headers({{"Authorization", "Bearer x-bearer-value"}}),
          R"({"sender":"DINSOS","messages":[{"recipient":"+6281200000001","body":"Halo & dicek",)"
          R"("custom":"0123456789abcdef0123456789abcdef"}],)"
          R"("callback":"https://sambung.example/hooks/x/status?secret=x-hook-secret"})"}}};
    add_refused_sends(cases);
    cases.answers = {
        {"taken", answered(200, R"({"status":"QUEUED","data":[{"id":77}]})"), Verdict::accepted, "77", "200"},
        {"balance", answered(200, R"({"status":"NOK","error":{"code":"E10"}})"), Verdict::alarm, "", "E10"},
        {"number", answered(400, R"({"status":"NOK","error":{"code":"E20"}})"), Verdict::permanent, "", "E20"},
        {"STOP", answered(200, R"({"status":"NOK","error":{"code":"E30"}})"), Verdict::opted_out, "", "E30"},
        {"a code that is not listed", answered(200, R"({"error":{"code":"E99"}})"), Verdict::retry, "", "E99"},
        {"200 that is not JSON", answered(200, "<html>"), Verdict::retry, "", "200"},
        {"down", answered(503, ""), Verdict::retry, "", "503"},
    };
    cases.failures = {{"E10", Verdict::alarm}, {"E30", Verdict::opted_out}};
    return cases;
}

// A provider that knows nothing but an address: all of it, credentials too, in the query; answers in plain text.
AdapterCases sms_http_query_cases() {
    AdapterCases cases;
    cases.adapter = "sms_http";
    cases.variant = "_query";
    cases.settings = {"x",
                      "https://sambung.example",
                      {{"send_url", "https://sms.example/submit?v=1"},
                       {"method", "GET"},
                       {"format", "query"},
                       {"to_field", "msisdn"},
                       {"text_field", "sms"},
                       {"number_form", "local"},
                       {"fields", "type=1"},
                       {"secret_fields", "x-user-and-pwd=x-pwd-value"},
                       {"ok_values", "1, 2"},
                       {"id_after", "ID:"},
                       {"verdicts", "3:101=alarm"},
                       {"secret", "x-hook-secret"}}};
    cases.incoming = {
        {"a message",
         Hook::message,
         get("/hooks/x?secret=x-hook-secret&id=1&from=081200000001&text=CEK"),
         Outcome::accepted,
         {"message 1 from +6281200000001 at 1767225610: CEK"}},
        {"no id",
         Hook::message,
         get("/hooks/x?secret=x-hook-secret"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
    };
    add_unauthentic(cases, get("/hooks/x?secret=x-hook-secret&id=1&from=081200000001"));
    HttpCall call{"GET", "https://sms.example/submit?v=1", {}, {}};
    call.secret_url =
        "https://sms.example/submit?v=1&x-user-and-pwd=x-pwd-value&type=1&msisdn=081200000001&sms=Halo%20%26%20dicek";
    cases.sends = {{"a text", halo(), call}};
    add_refused_sends(cases);
    cases.answers = {
        {"taken", answered(200, "1 ID:abc-7 queued"), Verdict::accepted, "abc-7", "200"},
        {"taken without an id", answered(200, "2"), Verdict::accepted, "", "200"},
        {"refused, listed", answered(200, "3:101 no credit"), Verdict::alarm, "", "200"},
        {"refused, not listed", answered(200, "9 x"), Verdict::retry, "", "9"},
        {"nothing", answered(200, ""), Verdict::retry, "", "200"},
    };
    return cases;
}

}  // namespace sambung::adapters
