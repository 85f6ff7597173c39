#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

constexpr std::string_view refused = "X-Telegram-Bot-Api-Secret-Token is missing or wrong";

HttpRequest update(const std::string& body, std::string secret = "telegram-secret-value") {
    return with_header(post_json("/hooks/tg", body), "x-telegram-bot-api-secret-token", std::move(secret));
}

HttpRequest message(const std::string& id, const std::string& fields) {
    return update(R"({"update_id":1,"message":{"message_id":)" + id +
                  R"(,"from":{"id":812000001,"is_bot":false},"chat":{"id":812000001,"type":"private"},)"
                  R"("date":1767225605,)" +
                  fields + "}}");
}

HttpRequest tap(const std::string& fields) {
    return update(R"({"update_id":2,"callback_query":{"from":{"id":812000001},"message":{"message_id":6,)"
                  R"("chat":{"id":812000001,"type":"private"},"date":1767225600,"text":"Kirim?"},)" +
                  fields + "}}");
}

std::string heard(const std::string& id, const std::string& rest) {
    return "message 812000001/" + id + " from telegram:812000001 at 1767225605: " + rest;
}

std::vector<IncomingRow> incoming() {
    const std::string text = R"("text":"BANTUAN beras")";
    return {
        {"a message", Hook::message, message("5", text), Outcome::accepted, {heard("5", "BANTUAN beras")}},
        {"it again", Hook::message, message("5", text), Outcome::accepted, {heard("5", "BANTUAN beras")}},
        {"an answer to one of ours",
         Hook::message,
         message("6", R"("text":"ya","reply_to_message":{"message_id":4})"),
         Outcome::accepted,
         {heard("6", "ya [answers 812000001/4]")}},
        {"a photo",
         Hook::message,
         message("7", R"("caption":"KK","photo":[{"file_id":"small"},{"file_id":"large"}])"),
         Outcome::accepted,
         {heard("7", "KK [media large image/jpeg ]")}},
        {"a voice",
         Hook::message,
         message("8", R"("voice":{"file_id":"v","mime_type":"audio/ogg"})"),
         Outcome::accepted,
         {heard("8", " [media v audio/ogg  voice]")}},
        {"a place",
         Hook::message,
         message("9", R"("location":{"latitude":-6.914744,"longitude":107.60981})"),
         Outcome::accepted,
         {heard("9", " [at -6.9147 107.6098]")}},
        {"a tap",
         Hook::message,
         tap(R"("id":"77","data":"q3:ya")"),
         Outcome::accepted,
         {"message tap/77 from telegram:812000001 at 1767225610:  [option q3:ya] [answers 812000001/6]"},
         R"({"method":"answerCallbackQuery","callback_query_id":"77"})"},
        {"a tap of nothing",
         Hook::message,
         tap(R"("id":"78")"),
         Outcome::accepted,
         {"malformed: a tap without 'id' or 'data'"},
         R"({"method":"answerCallbackQuery","callback_query_id":"78"})"},
        {"a tap whose id is too long behind its word",
         Hook::message,
         tap(R"("id":")" + std::string(longest_provider_id, '7') + R"(","data":"ya")"),
         Outcome::accepted,
         {"malformed: a tap without 'id' or 'data'"},
         R"({"method":"answerCallbackQuery","callback_query_id":")" + std::string(longest_provider_id, '7') + "\"}"},
        {"in a group",
         Hook::message,
         update(R"({"update_id":3,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},"text":"x"}})"),
         Outcome::accepted,
         {"ignored: a message that is not of one person"}},
        {"a tap in a group",
         Hook::message,
         update(R"({"update_id":3,"callback_query":{"id":"1","message":{"chat":{"id":-5,"type":"group"}}}})"),
         Outcome::accepted,
         {"ignored: a tap that is not of one person"},
         R"({"method":"answerCallbackQuery","callback_query_id":"1"})"},
        {"without an id",
         Hook::message,
         update(R"({"update_id":3,"message":{"chat":{"id":5,"type":"private"},"text":"x"}})"),
         Outcome::accepted,
         {"malformed: a message without 'message_id'"}},
        {"an edit",
         Hook::message,
         update(R"({"update_id":4,"edited_message":{}})"),
         Outcome::accepted,
         {"ignored: a type of update that we do not read"}},
        {"no update", Hook::message, update("{}"), Outcome::malformed, {"'update_id' is missing"}},
        {"no JSON", Hook::message, update("x"), Outcome::malformed, {"the body is not a JSON object"}},
        {"no secret",
         Hook::message,
         post_json("/hooks/tg", R"({"update_id":1})"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"another secret",
         Hook::message,
         update(R"({"update_id":1})", "x"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"an empty secret",
         Hook::message,
         update(R"({"update_id":1})", ""),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

HttpCall call(std::string body) {
    HttpCall call{"POST", "https://api.telegram.org/sendMessage", json_headers(), std::move(body)};
    call.secret_url = "https://api.telegram.org/bot123:telegram-bot-token/sendMessage";
    return call;
}

std::vector<SendRow> sends() {
    Outbound with_buttons = text_to("telegram:812000001", "Kirim?\n1 Ya\n2 Tidak");
    with_buttons.content.buttons = {{"q3:ya", "Ya", ""}, {"q3:tidak", "Tidak", ""}};
    Outbound with_rows = text_to("telegram:812000001", "Pilih");
    with_rows.content.rows = {{"q4:a", "A", ""}};
    Outbound long_ids = with_rows;
    long_ids.content.rows.front().id = std::string(65, 'a');
    return {
        {"a text", text_to("telegram:812000001", "Halo"), call(R"({"chat_id":812000001,"text":"Halo"})")},
        {"buttons", with_buttons,
         call(R"({"chat_id":812000001,"text":"Kirim?\n1 Ya\n2 Tidak","reply_markup":{"inline_keyboard":[)"
              R"([{"text":"Ya","callback_data":"q3:ya"}],[{"text":"Tidak","callback_data":"q3:tidak"}]]}})")},
        {"a list", with_rows,
         call(R"({"chat_id":812000001,"text":"Pilih","reply_markup":{"inline_keyboard":[)"
              R"([{"text":"A","callback_data":"q4:a"}]]}})")},
        {"an id that does not fit", long_ids, call(R"({"chat_id":812000001,"text":"Pilih"})")},
        {"to a phone number", text_to("+6281200000001", "Halo"), {}, "the recipient is not known to Telegram"},
        {"nothing", text_to("telegram:812000001", ""), {}, "the text must have 1 to 4096 characters"},
    };
}

HttpReply refusal(int status, const std::string& rest) {
    return answered(status, R"({"ok":false,"error_code":)" + std::to_string(status) + "," + rest + "}");
}

}  // namespace

AdapterCases telegram_cases() {
    AdapterCases cases;
    cases.adapter = "telegram";
    cases.settings = {"tg",
                      "https://sambung.example",
                      {{"bot_token", "123:telegram-bot-token"}, {"secret_token", "telegram-secret-value"}}};
    cases.incoming = incoming();
    cases.sends = sends();
    cases.answers = {
        {"taken", answered(200, R"({"ok":true,"result":{"message_id":6,"chat":{"id":812000001}}})"), Verdict::accepted,
         "812000001/6", "200"},
        {"somebody else answers", answered(200, "<html>"), Verdict::retry, "", "200"},
        {"blocked", refusal(403, R"("description":"Forbidden: bot was blocked by the user")"), Verdict::opted_out, "",
         "403"},
        {"gone", refusal(403, R"("description":"Forbidden: user is deactivated")"), Verdict::permanent, "", "403"},
        {"never wrote to us", refusal(400, R"("description":"Bad Request: chat not found")"), Verdict::permanent, "",
         "400"},
        {"malformed", refusal(400, R"("description":"Bad Request: message text is empty")"), Verdict::our_bug, "",
         "400"},
        {"token", refusal(401, R"("description":"Unauthorized")"), Verdict::alarm, "", "401"},
        {"token of another form", refusal(404, R"("description":"Not Found")"), Verdict::alarm, "", "404"},
        {"too fast", refusal(429, R"("description":"Too Many Requests","parameters":{"retry_after":5})"),
         Verdict::throttled, "", "429", seconds{5}},
        {"down", answered(502, ""), Verdict::retry, "", "502"},
    };
    return cases;
}

}  // namespace sambung::adapters
