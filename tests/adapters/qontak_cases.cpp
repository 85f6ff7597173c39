#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest event(const std::string& body) { return post_json("/hooks/qo?secret=qontak-hook-secret", body); }

std::string message(const std::string& fields, const std::string& participant = "customer") {
    return R"({"webhook_event":"message_interaction","data_event":"receive_message_from_customer",)" + fields +
           R"(,"sender":{"name":"x","participant_type":")" + participant + R"("},"created_at":"2026-01-01T00:00:05Z"})";
}

constexpr std::string_view room = R"(,"room":{"id":"room-1","account_uniq_id":"6281200000001","channel":"wa"})";

HttpCall call(const std::string& path, std::string body) {
    return {"POST", "https://service-chat.qontak.com/api/open/v1" + path,
            json_headers({{"Authorization", "Bearer qontak-token-value"}}), std::move(body)};
}

}  // namespace

AdapterCases qontak_cases() {
    AdapterCases cases;
    cases.adapter = "qontak";
    cases.settings = {"qo",
                      "https://sambung.example",
                      {{"access_token", "qontak-token-value"},
                       {"template_id", "t-1"},
                       {"integration_id", "i-1"},
                       {"secret", "qontak-hook-secret"}}};
    const std::string text = R"("id":"m1","type":"text","text":"BANTUAN beras")" + std::string{room};
    const std::string heard = "message room-1/m1 from +6281200000001 at 1767225605: BANTUAN beras";
    cases.incoming = {
        {"a message", Hook::message, event(message(text)), Outcome::accepted, {heard}},
        {"it again", Hook::message, event(message(text)), Outcome::accepted, {heard}},
        {"a picture",
         Hook::message,
         event(message(R"("id":"m2","type":"image","text":null,"file":{"url":"https://q.example/f"})" +
                       std::string{room})),
         Outcome::accepted,
         {"message room-1/m2 from +6281200000001 at 1767225605:  [media https://q.example/f  ]"}},
        {"what an agent wrote",
         Hook::message,
         event(message(text, "agent")),
         Outcome::accepted,
         {"ignored: what an agent wrote"}},
        {"a message without a room",
         Hook::message,
         event(message(R"("id":"m3","text":"x")")),
         Outcome::accepted,
         {"malformed: a message without 'id', 'room.id' or 'room.account_uniq_id'"}},
        {"a message whose id is too long beside its room",
         Hook::message,
         event(message(R"("id":")" + std::string(longest_provider_id, 'm') + R"(","text":"x")" + std::string{room})),
         Outcome::accepted,
         {"malformed: a message without 'id', 'room.id' or 'room.account_uniq_id'"}},
        {"another event",
         Hook::status,
         event(R"({"data_event":"status_message","id":"m1"})"),
         Outcome::accepted,
         {"ignored: an event that no person's message is"}},
        {"the check of our address",
         Hook::message,
         event(R"({"verify_info":"abc"})"),
         Outcome::accepted,
         {},
         R"({"verify_info":"abc"})"},
        {"no JSON", Hook::message, event("x"), Outcome::malformed, {"the body is not a JSON object"}},
    };
    add_unauthentic(cases, event(message(text)));
    Outbound reply = text_to("+6281200000001", "Kirim?\n1 Ya");
    reply.reply_to = "room-1/m1";
    reply.content.buttons = {{"ya", "Ya", ""}};
    cases.sends = {
        {"an answer, options as text", reply,
         call("/messages/whatsapp", R"({"room_id":"room-1","type":"text","text":"Kirim?\n1 Ya"})")},
        {"news, by the template", text_to("+6281200000001", "Laporan 481 207 365:\n\n  SELESAI"),
         call("/broadcasts/whatsapp/direct",
              R"({"to_name":"Warga","to_number":"6281200000001","message_template_id":"t-1",)"
              R"("channel_integration_id":"i-1","language":{"code":"id"},"parameters":{"body":[{"key":"1",)"
              R"("value":"isi","value_text":"Laporan 481 207 365: SELESAI"}]}})")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    cases.answers = {
        {"taken", answered(200, R"({"status":"success","data":{"id":"m7"}})"), Verdict::accepted, "m7", "200"},
        {"taken, 201", answered(201, R"({"status":"success"})"), Verdict::accepted, "", "201"},
        {"refused", answered(200, R"({"status":"error","error":{"messages":["x"]}})"), Verdict::retry, "", "200"},
        {"refused with a status", answered(422, R"({"status":"error"})"), Verdict::our_bug, "", "422"},
        {"token", answered(401, ""), Verdict::alarm, "", "401"},
        {"too fast", answered(429, ""), Verdict::throttled, "", "429"},
        {"down", answered(502, "<html>"), Verdict::retry, "", "502"},
    };
    return cases;
}

// Without a template only answers can be sent.
AdapterCases qontak_without_template_cases() {
    AdapterCases cases = qontak_cases();
    cases.variant = "_without_template";
    std::erase_if(cases.settings.values, [](const auto& pair) { return pair.first.ends_with("_id"); });
    cases.sends = {
        {"news", text_to("+6281200000001", "Halo"), {}, "no room to answer in, and no 'template_id' to open one with"}};
    return cases;
}

}  // namespace sambung::adapters
