#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(const std::string& results) {
    return post_json("/hooks/ib?secret=ib-hook-secret",
                     R"({"results":[)" + results + R"(],"messageCount":1,"pendingMessageCount":0})");
}
HttpRequest report(const std::string& results) {
    return post_json("/hooks/ib/status?secret=ib-hook-secret", R"({"results":[)" + results + "]}");
}

std::string mo(const std::string& id, const std::string& from, const std::string& text) {
    return R"({"messageId":")" + id + R"(","from":")" + from + R"(","to":"2345","text":")" + text +
           R"(","cleanText":"beras","keyword":"BANTUAN","receivedAt":"2026-01-01T07:00:05.000+0700","smsCount":1,)"
           R"("price":{"pricePerMessage":0,"currency":"IDR"},"callbackData":""})";
}

IncomingRow status_row(const std::string& group, const std::string& name, const std::string& error,
                       const std::string& expected) {
    return {"status " + name,
            Hook::status,
            report(R"({"bulkId":"b","messageId":"m1","to":"6281200000001","status":{"groupId":)" + group +
                   R"(,"id":5,"name":")" + name + R"("},"error":{"groupId":0,"id":0,"name":")" + error +
                   R"(","permanent":false},"callbackData":"0123"})"),
            Outcome::accepted,
            {expected}};
}

std::vector<IncomingRow> incoming() {
    return {
        {"a message",
         Hook::message,
         message(mo("ib1", "6281200000001", "BANTUAN beras")),
         Outcome::accepted,
         {"message ib1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras"}},
        {"it again, with another",
         Hook::message,
         message(mo("ib1", "6281200000001", "BANTUAN beras")),
         Outcome::accepted,
         {"message ib1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras"}},
        {"two, and one that cannot be read",
         Hook::message,
         message(mo("ib2", "818012345678", "CEK") + R"(,{"text":"x"},7,)" + mo("ib3", "BANK", "Promo")),
         Outcome::accepted,
         {"message ib2 from +818012345678 to 2345 at 1767225605: CEK",
          "malformed: a message without 'messageId' or 'from'", "malformed: a result that is no object",
          "message ib3 from BANK to 2345 at 1767225605: Promo"}},
        status_row("0", "MESSAGE_ACCEPTED", "NO_ERROR", "status queued ref 0123 id m1"),
        status_row("1", "PENDING_ENROUTE", "NO_ERROR", "status sent ref 0123 id m1"),
        status_row("2", "UNDELIVERABLE_NOT_DELIVERED", "EC_ABSENT_SUBSCRIBER",
                   "status failed ref 0123 id m1 reason EC_ABSENT_SUBSCRIBER"),
        status_row("3", "DELIVERED_TO_HANDSET", "NO_ERROR", "status delivered ref 0123 id m1"),
        status_row("4", "EXPIRED_EXPIRED", "NO_ERROR", "status failed ref 0123 id m1 reason EXPIRED_EXPIRED"),
        status_row("5", "REJECTED_NOT_ENOUGH_CREDITS", "NO_ERROR",
                   "status failed ref 0123 id m1 reason REJECTED_NOT_ENOUGH_CREDITS"),
        status_row("9", "NEW", "NO_ERROR", "ignored: a delivery status that is not documented"),
        {"a report at the address of messages",
         Hook::message,
         message(R"({"messageId":"m1","status":{"groupId":3}})"),
         Outcome::accepted,
         {"status delivered id m1"}},
        {"a report of nothing",
         Hook::status,
         report(R"({"status":{"groupId":3}})"),
         Outcome::accepted,
         {"malformed: a report without 'messageId' or 'status'"}},
        {"another JSON",
         Hook::message,
         post_json("/hooks/ib?secret=ib-hook-secret", "{}"),
         Outcome::malformed,
         {"'results' is missing"}},
        {"no JSON",
         Hook::message,
         post_json("/hooks/ib?secret=ib-hook-secret", "results=1"),
         Outcome::malformed,
         {"'results' is missing"}},
    };
}

HttpCall call(std::string body) {
    return {"POST", "https://abc12.api.infobip.com/sms/3/messages",
            json_headers({{"Authorization", "App ib-api-key-value"}, {"Accept", "application/json"}}), std::move(body)};
}

std::vector<SendRow> sends() {
    Outbound with_rows = text_to("+6281200000001", "Pilih");
    with_rows.content.rows = {{"a", "A", ""}};
    return {
        {"a text", text_to("081200000001", "Laporan \"diterima\""),
         call(R"({"messages":[{"sender":"DINSOS","destinations":[{"to":"6281200000001",)"
              R"("messageId":"0123456789abcdef0123456789abcdef"}],"content":{"text":"Laporan \"diterima\""},)"
              R"("webhooks":{"delivery":{"url":"https://sambung.example/hooks/ib/status?secret=ib-hook-secret"},)"
              R"("contentType":"application/json","callbackData":"0123456789abcdef0123456789abcdef"}}]})")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"a list", with_rows, {}, "an SMS carries neither buttons nor lists"},
    };
}

HttpReply status_reply(const std::string& group, const std::string& name) {
    return answered(200, R"({"messages":[{"messageId":"m1","status":{"groupId":)" + group + R"(,"id":26,"name":")" +
                             name + R"("},"destination":"6281200000001"}]})");
}

std::vector<AnswerRow> answers() {
    return {
        {"pending", status_reply("1", "PENDING_ACCEPTED"), Verdict::accepted, "m1", "PENDING_ACCEPTED"},
        {"credits", status_reply("5", "REJECTED_NOT_ENOUGH_CREDITS"), Verdict::alarm, "",
         "REJECTED_NOT_ENOUGH_CREDITS"},
        {"sent before", status_reply("5", "REJECTED_DUPLICATE_MESSAGE_ID"), Verdict::accepted, "m1",
         "REJECTED_DUPLICATE_MESSAGE_ID"},
        {"destination", status_reply("5", "REJECTED_DESTINATION"), Verdict::permanent, "", "REJECTED_DESTINATION"},
        {"flood", status_reply("5", "REJECTED_FLOODING_FILTER"), Verdict::throttled, "", "REJECTED_FLOODING_FILTER"},
        {"do not disturb", status_reply("5", "REJECTED_DND"), Verdict::opted_out, "", "REJECTED_DND"},
        {"their trouble", status_reply("5", "REJECTED_SYSTEM_ERROR"), Verdict::retry, "", "REJECTED_SYSTEM_ERROR"},
        {"a rejection of the future", status_reply("5", "REJECTED_X"), Verdict::permanent, "", "REJECTED_X"},
        {"200 that is not JSON", answered(200, "OK"), Verdict::retry, "", "200"},
        {"200 of nothing", answered(200, "{}"), Verdict::retry, "", "200"},
        {"key", answered(401, R"({"errorCode":"E401","description":"x"})"), Verdict::alarm, "", "E401"},
        {"key, the old way",
         answered(401, R"({"requestError":{"serviceException":{"messageId":"UNAUTHORIZED","text":"x"}}})"),
         Verdict::alarm, "", "UNAUTHORIZED"},
        {"malformed", answered(400, R"({"errorCode":"E400"})"), Verdict::our_bug, "", "E400"},
        {"too fast", answered(429, "", {{"Retry-After", "2"}}), Verdict::throttled, "", "429", seconds{2}},
        {"down", answered(500, "<html>"), Verdict::retry, "", "500"},
    };
}

}  // namespace

AdapterCases infobip_cases() {
    AdapterCases cases;
    cases.adapter = "infobip";
    cases.settings = {"ib",
                      "https://sambung.example",
                      {{"send_url", "https://abc12.api.infobip.com/"},
                       {"api_key", "ib-api-key-value"},
                       {"from", "DINSOS"},
                       {"secret", "ib-hook-secret"}}};
    cases.incoming = incoming();
    add_unauthentic(cases, message(mo("ib9", "6281200000001", "CEK")));
    cases.sends = sends();
    cases.answers = answers();
    cases.failures = {{"EC_ABSENT_SUBSCRIBER", Verdict::retry},
                      {"REJECTED_NOT_ENOUGH_CREDITS", Verdict::alarm},
                      {"EXPIRED_EXPIRED", Verdict::permanent}};
    return cases;
}

}  // namespace sambung::adapters
