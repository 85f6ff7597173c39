#include "answers.h"
#include "json_reading.h"
#include "kinds.h"
#include "locations.h"
#include "model/unicode.h"
#include "reading.h"
#include "telegram.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::telegram_parts {

namespace {

namespace json = boost::json;

constexpr std::string_view prefix = "telegram:";

// The bot API's "error_code" is the HTTP status; its description tells who must act.
constexpr std::pair<std::string_view, Verdict> refusals[] = {
    {"Forbidden: bot was blocked by the user", Verdict::opted_out},
    {"Forbidden", Verdict::permanent},
    {"Bad Request: chat not found", Verdict::permanent},
};

struct MediaKind {
    std::string_view key;
    std::string_view mime;  // where Telegram tells none
    bool voice;
};
constexpr MediaKind media_kinds[] = {{"voice", "audio/ogg", true},
                                     {"video", "video/mp4", false},
                                     {"audio", "audio/mpeg", false},
                                     {"document", "application/octet-stream", false}};

void take_file(const json::object& file, const MediaKind& kind, Inbound& message) {
    const std::string_view id = text_at(file, "file_id");
    const std::string_view mime = text_at(file, "mime_type");
    if (usable(id))
        message.media.push_back({std::string{id}, usable_or_empty(mime.empty() ? kind.mime : mime), {}, kind.voice});
}

// A photo comes in several sizes, the largest last.
void read_media(const json::object& in, Inbound& message) {
    if (const json::array* sizes = array_at(in, "photo"); sizes != nullptr && !sizes->empty())
        if (const json::object* largest = sizes->back().if_object())
            take_file(*largest, {"photo", "image/jpeg", false}, message);
    for (const MediaKind& kind : media_kinds)
        if (const json::object* file = object_at(in, kind.key)) take_file(*file, kind, message);
}

// The chat of one person with the bot; groups and channels are none of ours.
std::optional<long long> private_chat(const json::object& message) {
    const json::object* chat = object_at(message, "chat");
    if (chat == nullptr || text_at(*chat, "type") != "private") return std::nullopt;
    return integer_at(*chat, "id");
}

std::string message_id(long long chat, long long message) {
    return std::to_string(chat) + "/" + std::to_string(message);
}

Item read_message(const json::object& in, TimePoint now) {
    const auto chat = private_chat(in);
    if (!chat) return Ignored{"a message that is not of one person"};
    const auto id = integer_at(in, "message_id");
    if (!id) return Malformed{"a message without 'message_id'"};
    Inbound message;
    message.provider_id = message_id(*chat, *id);
    message.from = person(*chat);
    const std::string_view text = text_at(in, "text");
    message.text = repaired_utf8(text.empty() ? text_at(in, "caption") : text);
    const auto date = integer_at(in, "date");
    message.sent_at = judged(date ? epoch_seconds(std::to_string(*date)) : std::nullopt, now);
    if (const json::object* answered = object_at(in, "reply_to_message"))
        if (const auto to = integer_at(*answered, "message_id")) message.reply_to = message_id(*chat, *to);
    if (const json::object* place = object_at(in, "location")) {
        const auto latitude = number_at(*place, "latitude");
        const auto longitude = number_at(*place, "longitude");
        if (latitude && longitude) message.location = location_of(*latitude, *longitude);
    }
    read_media(in, message);
    return message;
}

Item read_tap(const json::object& in, TimePoint now) {
    const json::object* message = object_at(in, "message");
    const auto chat = message == nullptr ? std::nullopt : private_chat(*message);
    if (!chat) return Ignored{"a tap that is not of one person"};
    Inbound tap;
    tap.provider_id = "tap/" + std::string{text_at(in, "id")};
    if (text_at(in, "id").empty() || !usable(tap.provider_id) || !usable(text_at(in, "data")))
        return Malformed{"a tap without 'id' or 'data'"};
    tap.from = person(*chat);
    tap.option_id = text_at(in, "data");
    tap.sent_at = now;  // theirs is not told; the message's date is when we sent it
    if (const auto id = integer_at(*message, "message_id")) tap.reply_to = message_id(*chat, *id);
    return tap;
}

HttpReply stop_turning(const json::object& tap) {
    const std::string_view id = text_at(tap, "id");
    if (!usable(id)) return taken();
    return HttpReply{200,
                     "application/json",
                     json::serialize(json::object{{"method", "answerCallbackQuery"}, {"callback_query_id", id}}),
                     {}};
}

}  // namespace

std::string person(long long chat) { return std::string{prefix} + std::to_string(chat); }

std::optional<long long> chat_of(std::string_view person) {
    if (!person.starts_with(prefix)) return std::nullopt;
    return integer(person.substr(prefix.size()));
}

Result<Received> read_update(std::string_view body, TimePoint now) {
    const auto root = parse_object(body);
    if (!root) return fail(Errc::invalid_request, "the body is not a JSON object");
    if (!root->contains("update_id")) return fail(Errc::invalid_request, "'update_id' is missing");
    if (const json::object* message = object_at(*root, "message"))
        return Received{{read_message(*message, now)}, taken()};
    if (const json::object* tap = object_at(*root, "callback_query"))
        return Received{{read_tap(*tap, now)}, stop_turning(*tap)};
    return Received{{Ignored{"a type of update that we do not read"}}, taken()};
}

Sent read_answer(const HttpReply& reply) {
    Sent sent = judged_by_status(reply);
    const auto body = parse_object(reply.body);
    if (sent.verdict == Verdict::accepted) {
        const json::object* result = body ? object_at(*body, "result") : nullptr;
        const json::object* chat = result == nullptr ? nullptr : object_at(*result, "chat");
        const auto id = result == nullptr ? std::nullopt : integer_at(*result, "message_id");
        const auto chat_id = chat == nullptr ? std::nullopt : integer_at(*chat, "id");
        if (!id)
            sent.verdict = Verdict::retry;  // not Telegram that answers
        else if (chat_id)
            sent.provider_id = message_id(*chat_id, *id);
        return sent;
    }
    if (!body) return sent;
    const std::string_view description = text_at(*body, "description");
    const auto* const refusal =
        std::ranges::find_if(refusals, [description](const auto& row) { return description.starts_with(row.first); });
    if (refusal != std::end(refusals)) sent.verdict = refusal->second;
    const json::object* parameters = object_at(*body, "parameters");
    const auto wait = parameters == nullptr ? std::nullopt : integer_at(*parameters, "retry_after");
    if (wait && *wait > 0 && *wait <= seconds{std::chrono::hours{24}}.count()) sent.retry_after = seconds{*wait};
    return sent;
}

}  // namespace sambung::adapters::telegram_parts
