#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(std::string_view fields) {
    return post_form("/hooks/at?secret=sms-hook-secret", std::string{fields});
}
HttpRequest report(std::string_view fields) {
    return post_form("/hooks/at/status?secret=sms-hook-secret", std::string{fields});
}

IncomingRow status_row(const std::string& word, const std::string& expected) {
    return {"status " + word,
            Hook::status,
            report("id=ATXid_1&phoneNumber=%2B6281200000001&status=" + word),
            Outcome::accepted,
            {expected}};
}

std::vector<IncomingRow> incoming() {
    return {
        {"a message",
         Hook::message,
         message("id=AT1&from=%2B6281200000001&to=2345&text=BANTUAN+beras+%26+minyak&date=2026-01-01T00%3A00%3A05Z&"
                 "linkId=L1"),
         Outcome::accepted,
         {"message AT1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras & minyak"}},
        {"it again",
         Hook::message,
         message("id=AT1&from=%2B6281200000001&to=2345&text=BANTUAN+beras+%26+minyak&date=2026-01-01T00%3A00%3A05Z&"
                 "linkId=L1"),
         Outcome::accepted,
         {"message AT1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras & minyak"}},
        {"the other form of date",
         Hook::message,
         message("id=AT2&from=%2B6281200000001&to=2345&text=CEK&date=2026-01-01+00%3A00%3A05"),
         Outcome::accepted,
         {"message AT2 from +6281200000001 to 2345 at 1767225605: CEK"}},
        {"no date",
         Hook::message,
         message("id=AT3&from=%2B6281200000001&to=2345&text=CEK"),
         Outcome::accepted,
         {"message AT3 from +6281200000001 to 2345 at 1767225610: CEK"}},
        {"a date from tomorrow",
         Hook::message,
         message("id=AT4&from=%2B6281200000001&to=2345&text=CEK&date=2026-01-02T00%3A00%3A00Z"),
         Outcome::accepted,
         {"message AT4 from +6281200000001 to 2345 at 1767225610: CEK"}},
        {"a sender's name",
         Hook::message,
         message("id=AT5&from=TELKOMSEL&to=2345&text=Pulsa"),
         Outcome::accepted,
         {"message AT5 from TELKOMSEL to 2345 at 1767225610: Pulsa"}},
        {"an empty message",
         Hook::message,
         message("id=AT6&from=%2B6281200000001&to=2345&text="),
         Outcome::accepted,
         {"message AT6 from +6281200000001 to 2345 at 1767225610: "}},
        {"an opt-out notice",
         Hook::message,
         message("senderId=DINSOS&phoneNumber=%2B6281200000001"),
         Outcome::accepted,
         {"ignored: an opt-out or subscription notice"}},
        {"a subscription notice",
         Hook::status,
         report("phoneNumber=%2B6281200000001&shortCode=2345&keyword=K&updateType=Deletion"),
         Outcome::accepted,
         {"ignored: an opt-out or subscription notice"}},
        status_row("Sent", "status sent id ATXid_1"),
        status_row("Submitted", "status sent id ATXid_1"),
        status_row("Buffered", "status sent id ATXid_1"),
        status_row("Success", "status delivered id ATXid_1"),
        status_row("Failed&failureReason=UserInBlackList", "status failed id ATXid_1 reason UserInBlackList"),
        status_row("Rejected&failureReason=InsufficientCredit", "status failed id ATXid_1 reason InsufficientCredit"),
        status_row("Expired", "status failed id ATXid_1"),
        status_row("AbsentSubscriber", "status failed id ATXid_1"),
        status_row("Failed&failureReason=call+%2B6281200000001", "status failed id ATXid_1"),
        status_row("Failed&failureReason=6281200000001", "status failed id ATXid_1"),
        status_row("Hovering", "ignored: a delivery status that is not documented"),
        {"no id",
         Hook::message,
         message("from=%2B6281200000001&text=CEK"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
        {"no sender",
         Hook::message,
         message("id=AT7&text=CEK"),
         Outcome::malformed,
         {"field 'from' missing or unusable"}},
        {"a report without status",
         Hook::status,
         report("id=ATXid_1"),
         Outcome::malformed,
         {"field 'status' missing or unusable"}},
        {"an id with a line break",
         Hook::message,
         message("id=a%0Ab&from=%2B6281200000001"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
        {"JSON", Hook::message, message("{\"id\":\"AT8\"}"), Outcome::malformed, {"field 'id' missing or unusable"}},
        {"no secret",
         Hook::message,
         post_form("/hooks/at", "id=AT9&from=%2B6281200000001&text=CEK"),
         Outcome::badly_signed,
         {"the channel's secret is missing or wrong"}},
        {"half a secret",
         Hook::status,
         post_form("/hooks/at/status?secret=sms-hook", "id=1&status=Sent"),
         Outcome::badly_signed,
         {"the channel's secret is missing or wrong"}},
    };
}

HttpCall call(std::string body) {
    return {"POST",
            "https://api.africastalking.com/version1/messaging",
            {{"apiKey", "at-api-key-value"},
             {"Accept", "application/json"},
             {"Content-Type", "application/x-www-form-urlencoded"}},
            std::move(body)};
}

std::vector<SendRow> sends() {
    Outbound with_buttons = text_to("+6281200000001", "Kirim?");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    return {
        {"a text", text_to("+6281200000001", "Laporan diterima & dicek"),
         call("username=dinsos&to=%2B6281200000001&message=Laporan%20diterima%20%26%20dicek&from=DINSOS&bulkSMSMode=1"
              "&enqueue=1")},
        {"a number as people write it", text_to("0812 0000 0001", "Halo"),
         call("username=dinsos&to=%2B6281200000001&message=Halo&from=DINSOS&bulkSMSMode=1&enqueue=1")},
        {"beyond GSM-7", text_to("+6281200000001", "Halo 🙏"),
         call("username=dinsos&to=%2B6281200000001&message=Halo%20%F0%9F%99%8F&from=DINSOS&bulkSMSMode=1&enqueue=1")},
        {"to a name", text_to("TELKOMSEL", "Halo"), {}, "the recipient is not a phone number"},
        {"to several", text_to("+6281200000001,+6281200000002", "Halo"), {}, "the recipient is not a phone number"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text is empty"},
        {"buttons", with_buttons, {}, "an SMS carries neither buttons nor lists"},
    };
}

HttpReply recipient(const std::string& code, const std::string& status, const std::string& id) {
    return answered(
        201, R"({"SMSMessageData":{"Message":"Sent to 1/1 Total Cost: KES 0.8000","Recipients":[{"statusCode":)" +
                 code + R"(,"number":"+6281200000001","cost":"KES 0.8000","status":")" + status + R"(","messageId":")" +
                 id + R"("}]}})");
}

HttpReply nobody(const std::string& word) {
    return answered(201, R"({"SMSMessageData":{"Message":")" + word + R"(","Recipients":[]}})");
}

std::vector<AnswerRow> answers() {
    return {
        {"processed", recipient("100", "Success", "ATXid_1"), Verdict::accepted, "ATXid_1", "100"},
        {"sent", recipient("101", "Success", "ATXid_1"), Verdict::accepted, "ATXid_1", "101"},
        {"queued", recipient("102", "Success", "ATXid_1"), Verdict::accepted, "ATXid_1", "102"},
        {"sent without an id", recipient("101", "Success", "None"), Verdict::accepted, "", "101"},
        {"the code as text", recipient("\"101\"", "Success", "ATXid_1"), Verdict::accepted, "ATXid_1", "101"},
        {"risk hold", recipient("401", "RiskHold", "None"), Verdict::alarm, "", "401"},
        {"sender", recipient("402", "InvalidSenderId", "None"), Verdict::alarm, "", "402"},
        {"number", recipient("403", "InvalidPhoneNumber", "None"), Verdict::permanent, "", "403"},
        {"type of number", recipient("404", "UnsupportedNumberType", "None"), Verdict::permanent, "", "404"},
        {"balance", recipient("405", "InsufficientBalance", "None"), Verdict::alarm, "", "405"},
        {"blacklist", recipient("406", "UserInBlacklist", "None"), Verdict::opted_out, "", "406"},
        {"no route", recipient("407", "CouldNotRoute", "None"), Verdict::permanent, "", "407"},
        {"do not disturb", recipient("409", "DoNotDisturbRejection", "None"), Verdict::opted_out, "", "409"},
        {"server", recipient("500", "InternalServerError", "None"), Verdict::retry, "", "500"},
        {"gateway", recipient("501", "GatewayError", "None"), Verdict::retry, "", "501"},
        {"gateway's refusal", recipient("502", "RejectedByGateway", "None"), Verdict::permanent, "", "502"},
        {"a code of the future", recipient("777", "New", "None"), Verdict::retry, "", "777"},
        {"a code that may be a number", recipient("6281200000001", "New", "None"), Verdict::retry, "", ""},
        {"nobody: sender", nobody("InvalidSenderId"), Verdict::alarm, "", "InvalidSenderId"},
        {"nobody: balance", nobody("InsufficientBalance"), Verdict::alarm, "", "InsufficientBalance"},
        {"nobody: number", nobody("InvalidPhoneNumber"), Verdict::permanent, "", "InvalidPhoneNumber"},
        {"nobody: request", nobody("InvalidRequest"), Verdict::our_bug, "", "InvalidRequest"},
        {"nobody: a sentence", nobody("Sent to 0/1 Total Cost: 0"), Verdict::retry, "", ""},
        {"201 that is not JSON", answered(201, "OK"), Verdict::retry, "", "201"},
        {"wrong key", answered(401, "The supplied authentication is invalid"), Verdict::alarm, "", "401"},
        {"malformed", answered(400, "Request is missing required form field 'to'"), Verdict::our_bug, "", "400"},
        {"too fast", answered(429, "", {{"retry-after", "30"}}), Verdict::throttled, "", "429", seconds{30}},
        {"down", answered(503, ""), Verdict::retry, "", "503"},
        {"a redirect", answered(302, ""), Verdict::retry, "", "302"},
    };
}

}  // namespace

AdapterCases africastalking_sms_cases() {
    AdapterCases cases;
    cases.adapter = "africastalking_sms";
    cases.settings = {
        "at",
        "https://sambung.example",
        {{"username", "dinsos"}, {"api_key", "at-api-key-value"}, {"from", "DINSOS"}, {"secret", "sms-hook-secret"}}};
    cases.incoming = incoming();
    cases.sends = sends();
    cases.answers = answers();
    cases.failures = {{"InsufficientCredit", Verdict::alarm},
                      {"InvalidLinkId", Verdict::our_bug},
                      {"UserIsInactive", Verdict::permanent},
                      {"UserInBlackList", Verdict::opted_out},
                      {"UserAccountSuspended", Verdict::permanent},
                      {"NotNetworkSubcriber", Verdict::permanent},
                      {"UserNotSubscribedToProduct", Verdict::permanent},
                      {"UserDoesNotExist", Verdict::permanent},
                      {"DeliveryFailure", Verdict::retry}};
    return cases;
}

}  // namespace sambung::adapters
