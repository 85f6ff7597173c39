#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest event(const std::string& type, const std::string& payload, const std::string& product = "SMS") {
    return post_json("/hooks/88?secret=eight-hook-secret", R"({"namespace":")" + product + R"(","eventType":")" + type +
                                                               R"(","description":"x","payload":{)" + payload + "}}");
}

HttpRequest message(const std::string& payload) { return event("inbound_message_received", payload); }

IncomingRow status_row(const std::string& status, const std::string& expected) {
    return {"status " + status,
            Hook::status,
            event("outbound_message_status_changed",
                  R"("umid":"u9","subAccountId":"dinsos","clientMessageId":"r1","status":{)" + status + "}"),
            Outcome::accepted,
            {expected}};
}

std::vector<IncomingRow> incoming() {
    const std::string mo =
        R"("umid":"u1","subAccountId":"dinsos","timestamp":"2026-01-01T00:00:05.00Z","status":{"state":"received"},)"
        R"("source":"+6281200000001","destination":"+6281290000000","body":"BANTUAN","encoding":"GSM7")";
    const std::string heard = "message u1 from +6281200000001 to +6281290000000 at 1767225605: BANTUAN";
    return {
        {"a message", Hook::message, message(mo), Outcome::accepted, {heard}},
        {"it again, at the other address", Hook::status, message(mo), Outcome::accepted, {heard}},
        {"no id",
         Hook::message,
         message(R"("source":"+6281200000001","body":"x")"),
         Outcome::accepted,
         {"malformed: a message without 'umid' or 'source'"}},
        {"of a chat app",
         Hook::message,
         event("inbound_message_received", R"("umid":"u2")", "ChatApps"),
         Outcome::accepted,
         {"ignored: of another product"}},
        {"an event of the future",
         Hook::message,
         event("inbound_call", ""),
         Outcome::accepted,
         {"ignored: an event that is not documented"}},
        status_row(R"("state":"queued")", "status queued ref r1 id u9"),
        status_row(R"("state":"sent")", "status sent ref r1 id u9"),
        status_row(R"("state":"delivered","detail":"delivered_to_recipient")", "status delivered ref r1 id u9"),
        status_row(R"("state":"read")", "status read ref r1 id u9"),
        status_row(R"("state":"undelivered","errorCode":21,"errorMessage":"x")",
                   "status failed ref r1 id u9 reason 21"),
        status_row(R"("state":"rejected","detail":"rejected_by_operator")",
                   "status failed ref r1 id u9 reason rejected_by_operator"),
        status_row(R"("state":"unknown")", "ignored: a delivery status that is not documented"),
        {"a report of nothing",
         Hook::status,
         event("outbound_message_status_changed", ""),
         Outcome::accepted,
         {"malformed: a report without 'umid' or 'status'"}},
        {"no JSON",
         Hook::message,
         post_json("/hooks/88?secret=eight-hook-secret", "x"),
         Outcome::malformed,
         {"the body is not a JSON object"}},
        {"no payload",
         Hook::message,
         post_json("/hooks/88?secret=eight-hook-secret", "{}"),
         Outcome::malformed,
         {"'payload' is missing"}},
    };
}

}  // namespace

AdapterCases eight_by_eight_cases() {
    AdapterCases cases;
    cases.adapter = "eight_by_eight";
    cases.settings = {"88",
                      "https://sambung.example",
                      {{"subaccount", "dinsos_hq"},
                       {"api_key", "eight-api-key-value"},
                       {"from", "DINSOS"},
                       {"secret", "eight-hook-secret"}}};
    cases.incoming = incoming();
    add_unauthentic(cases, message(R"("umid":"u5","source":"+6281200000001")"));
    cases.sends = {
        {"a text",
         text_to("081200000001", "Halo"),
         {"POST", "https://sms.8x8.id/api/v1/subaccounts/dinsos_hq/messages",
          json_headers({{"Authorization", "Bearer eight-api-key-value"}}),
          R"({"destination":"+6281200000001","text":"Halo","encoding":"AUTO","source":"DINSOS",)"
          R"("clientMessageId":"0123456789abcdef0123456789abcdef",)"
          R"("dlrCallbackUrl":"https://sambung.example/hooks/88/status?secret=eight-hook-secret"})"}},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text is empty"},
    };
    cases.answers = {
        {"queued", answered(200, R"({"umid":"u1","status":{"state":"queued"}})"), Verdict::accepted, "u1", "200"},
        {"queued, the older way", answered(200, R"({"umid":"u1","status":{"code":"QUEUED"}})"), Verdict::accepted, "u1",
         "200"},
        {"rejected", answered(200, R"({"umid":"u1","status":{"state":"rejected","errorCode":7}})"), Verdict::permanent,
         "", "7"},
        {"200 of nothing", answered(200, "{}"), Verdict::retry, "", "200"},
        {"key", answered(401, R"({"code":1200,"message":"x"})"), Verdict::alarm, "", "1200"},
        {"malformed", answered(400, R"({"code":1002})"), Verdict::our_bug, "", "1002"},
        {"too fast", answered(429, ""), Verdict::throttled, "", "429"},
        {"down", answered(503, ""), Verdict::retry, "", "503"},
    };
    return cases;
}

}  // namespace sambung::adapters
