#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest event(const std::string& fields) {
    return post_json("/hooks/zv?secret=zenvia-hook-secret",
                     R"({"id":"e1","timestamp":"2026-01-01T00:00:05Z","channel":"whatsapp",)" + fields + "}");
}

HttpRequest message(const std::string& id, const std::string& contents) {
    return event(R"("type":"MESSAGE","message":{"id":")" + id +
                 R"(","from":"6281200000001","to":"6281290000000","direction":"IN","contents":[)" + contents + "]}");
}

IncomingRow status_row(const std::string& code, const std::string& expected) {
    return {"status " + code,
            Hook::status,
            event(R"("type":"MESSAGE_STATUS","messageId":"z9","messageStatus":{"code":")" + code + "\"}"),
            Outcome::accepted,
            {expected}};
}

constexpr std::string_view people = " from +6281200000001 to +6281290000000 at 1767225605: ";

std::string heard(const std::string& id, const std::string& rest) {
    return "message " + id + std::string{people} + rest;
}

AdapterCases common() {
    AdapterCases cases;
    cases.adapter = "zenvia";
    cases.settings = {"zv",
                      "https://sambung.example",
                      {{"api_token", "zenvia-token-value"}, {"from", "dinsos"}, {"secret", "zenvia-hook-secret"}}};
    const std::string text = R"({"type":"text","text":"BANTUAN"})";
    cases.incoming = {
        {"a message", Hook::message, message("z1", text), Outcome::accepted, {heard("z1", "BANTUAN")}},
        {"it again", Hook::message, message("z1", text), Outcome::accepted, {heard("z1", "BANTUAN")}},
        {"several contents",
         Hook::message,
         message("z2", text +
                           R"(,{"type":"file","fileUrl":"https://z.example/f","fileMimeType":"image/png",)"
                           R"("fileCaption":"KK"},{"type":"location","latitude":-6.914744,"longitude":107.60981},)"
                           R"({"type":"location","latitude":200,"longitude":0},{"type":"contacts"},{"type":"file"},7)"),
         Outcome::accepted,
         {heard("z2", "BANTUAN"), heard("z2/1", "KK [media https://z.example/f image/png ]"),
          heard("z2/2", " [at -6.9147 107.6098]"), "malformed: a location that is not on Earth",
          "ignored: a type of content that we do not read", "malformed: a file without 'fileUrl'",
          "malformed: a content that is no object"}},
        {"two contents under an id that has no room for a number",
         Hook::message,
         message(std::string(longest_provider_id, 'z'), text + "," + text),
         Outcome::accepted,
         {heard(std::string(longest_provider_id, 'z'), "BANTUAN"),
          "malformed: a content whose number makes 'message.id' too long"}},
        {"what we sent",
         Hook::message,
         event(R"("type":"MESSAGE","message":{"direction":"OUT"})"),
         Outcome::accepted,
         {"ignored: what we sent ourselves"}},
        status_row("SENT", "status sent id z9"),
        status_row("DELIVERED", "status delivered id z9"),
        status_row("READ", "status read id z9"),
        status_row("NOT_DELIVERED", "status failed id z9 reason NOT_DELIVERED"),
        status_row("REJECTED", "status failed id z9 reason REJECTED"),
        status_row("X", "ignored: a delivery status that is not documented"),
        {"an event of the future",
         Hook::message,
         event(R"("type":"CALL")"),
         Outcome::accepted,
         {"ignored: a type of event that we do not read"}},
        {"no message", Hook::message, event(R"("type":"MESSAGE")"), Outcome::malformed, {"'message' is missing"}},
        {"no id",
         Hook::message,
         event(R"("type":"MESSAGE","message":{"from":"62812"})"),
         Outcome::malformed,
         {"field 'message.id' missing or unusable"}},
        {"no sender",
         Hook::message,
         event(R"("type":"MESSAGE","message":{"id":"z3"})"),
         Outcome::malformed,
         {"field 'message.from' missing or unusable"}},
        {"no contents",
         Hook::message,
         event(R"("type":"MESSAGE","message":{"id":"z3","from":"62812"})"),
         Outcome::malformed,
         {"'message.contents' is missing"}},
        {"a status of nothing",
         Hook::status,
         event(R"("type":"MESSAGE_STATUS")"),
         Outcome::malformed,
         {"field 'messageId' missing or unusable"}},
        {"no JSON",
         Hook::message,
         post_json("/hooks/zv?secret=zenvia-hook-secret", "x"),
         Outcome::malformed,
         {"the body is not a JSON object"}},
    };
    add_unauthentic(cases, message("z4", text));
    cases.answers = {
        {"taken", answered(200, R"({"id":"z7"})"), Verdict::accepted, "z7", "200"},
        {"token", answered(401, R"({"code":"AUTHENTICATION_ERROR","message":"x"})"), Verdict::alarm, "",
         "AUTHENTICATION_ERROR"},
        {"malformed", answered(400, R"({"code":"VALIDATION_ERROR"})"), Verdict::our_bug, "", "VALIDATION_ERROR"},
        {"too fast", answered(429, "{}"), Verdict::throttled, "", "429"},
        {"down", answered(500, "<html>"), Verdict::retry, "", "500"},
    };
    return cases;
}

HttpCall call(const std::string& channel, const std::string& text) {
    return {"POST", "https://api.zenvia.com/v2/channels/" + channel + "/messages",
            json_headers({{"X-API-TOKEN", "zenvia-token-value"}}),
            R"({"from":"dinsos","to":"6281200000001","contents":[{"type":"text","text":")" + text + "\"}]}"};
}

}  // namespace

AdapterCases zenvia_cases() {
    AdapterCases cases = common();
    Outbound with_rows = text_to("+6281200000001", "Pilih");
    with_rows.content.rows = {{"a", "A", ""}};
    cases.sends = {
        {"a text", text_to("081200000001", "Halo"), call("sms", "Halo")},
        {"too long", text_to("+6281200000001", std::string(1153, 'a')), {}, "the text must have 1 to 1152 characters"},
        {"a list", with_rows, {}, "an SMS carries neither buttons nor lists"},
    };
    return cases;
}

AdapterCases zenvia_whatsapp_cases() {
    AdapterCases cases = common();
    cases.variant = "_whatsapp";
    cases.settings.values.emplace_back("kind", "whatsapp");
    Outbound with_buttons = text_to("+6281200000001", "Kirim? 1 Ya");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    cases.sends = {
        {"options, which stand in the text", with_buttons, call("whatsapp", "Kirim? 1 Ya")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    return cases;
}

}  // namespace sambung::adapters
