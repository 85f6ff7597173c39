#include "payload.h"

#include <boost/json.hpp>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

json::array choices_to_json(const std::vector<Choice>& choices) {
    json::array out;
    for (const Choice& choice : choices)
        out.push_back({{"id", choice.id}, {"label", choice.label}, {"description", choice.description}});
    return out;
}

std::string text_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

const json::array* list_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr ? value->if_array() : nullptr;
}

std::vector<Choice> choices_from_json(const json::object& object, std::string_view key) {
    std::vector<Choice> out;
    if (const json::array* list = list_of(object, key))
        for (const json::value& item : *list)
            if (const json::object* choice = item.if_object())
                out.push_back({text_of(*choice, "id"), text_of(*choice, "label"), text_of(*choice, "description")});
    return out;
}

json::object content_to_json(const Content& content) {
    json::object out{{"text", content.text}};
    if (!content.buttons.empty()) out["buttons"] = choices_to_json(content.buttons);
    if (!content.rows.empty()) {
        out["rows"] = choices_to_json(content.rows);
        out["rows_button"] = content.rows_button;
    }
    if (content.ends_session) out["ends"] = true;
    return out;
}

Content content_from_json(const json::object& object) {
    return {.text = text_of(object, "text"),
            .buttons = choices_from_json(object, "buttons"),
            .rows = choices_from_json(object, "rows"),
            .rows_button = text_of(object, "rows_button"),
            .ends_session = object.contains("ends")};
}

Result<json::object> parse_object(std::string_view bytes) {
    boost::system::error_code error;
    json::value value = json::parse(bytes, error);
    if (error || !value.is_object()) return fail(Errc::internal, "a stored message cannot be read");
    return std::move(value.get_object());
}

std::optional<TimePoint> time_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_int64() ? std::optional{from_millis(value->get_int64())} : std::nullopt;
}

std::vector<Media> media_from_json(const json::object& object) {
    std::vector<Media> out;
    if (const json::array* list = list_of(object, "media"))
        for (const json::value& item : *list)
            if (const json::object* one = item.if_object())
                out.push_back(
                    {text_of(*one, "id"), text_of(*one, "mime"), text_of(*one, "sha256"), one->contains("voice")});
    return out;
}

std::optional<Location> location_from_json(const json::object& object) {
    const json::value* value = object.if_contains("location");
    const json::array* pair = value != nullptr ? value->if_array() : nullptr;
    if (pair == nullptr || pair->size() != 2) return std::nullopt;
    return Location{pair->at(0).to_number<double>(), pair->at(1).to_number<double>()};
}

std::optional<Part> part_from_json(const json::object& object) {
    const json::array* three = list_of(object, "part");
    if (three == nullptr || three->size() != 3) return std::nullopt;
    const auto number = [three](std::size_t at) {
        const json::value& value = (*three)[at];
        return value.is_int64() ? static_cast<int>(value.get_int64()) : 0;
    };
    return Part{.ref = number(0), .number = number(1), .of = number(2)};
}

}  // namespace

std::string encode_inbound(const Inbound& message) {
    json::object out{{"id", message.provider_id}, {"from", message.from}, {"to", message.to}, {"text", message.text}};
    if (!message.option_id.empty()) out["option"] = message.option_id;
    if (!message.reply_to.empty()) out["reply_to"] = message.reply_to;
    if (message.sent_at) out["sent_at"] = to_millis(*message.sent_at);
    if (message.location) out["location"] = {message.location->latitude, message.location->longitude};
    if (message.part) out["part"] = {message.part->ref, message.part->number, message.part->of};
    json::array media;
    for (const Media& item : message.media) {
        json::object one{{"id", item.id}, {"mime", item.mime}, {"sha256", item.sha256}};
        if (item.voice) one["voice"] = true;
        media.push_back(std::move(one));
    }
    if (!media.empty()) out["media"] = std::move(media);
    return json::serialize(out);
}

Result<Inbound> decode_inbound(std::string_view bytes) {
    const Result<json::object> object = parse_object(bytes);
    if (!object) return std::unexpected(object.error());
    return Inbound{.provider_id = text_of(*object, "id"),
                   .from = text_of(*object, "from"),
                   .to = text_of(*object, "to"),
                   .text = text_of(*object, "text"),
                   .option_id = text_of(*object, "option"),
                   .reply_to = text_of(*object, "reply_to"),
                   .sent_at = time_of(*object, "sent_at"),
                   .ussd = std::nullopt,
                   .media = media_from_json(*object),
                   .location = location_from_json(*object),
                   .part = part_from_json(*object)};
}

std::string encode_outbound(const Outbound& message) {
    json::object out{{"to", message.to}, {"content", content_to_json(message.content)}};
    if (!message.reply_to.empty()) out["reply_to"] = message.reply_to;
    return json::serialize(out);
}

Result<Outbound> decode_outbound(std::string_view bytes) {
    const Result<json::object> object = parse_object(bytes);
    if (!object) return std::unexpected(object.error());
    const json::value* content = object->if_contains("content");
    if (content == nullptr || !content->is_object()) return fail(Errc::internal, "a stored message has no content");
    return Outbound{.ref = {},
                    .to = text_of(*object, "to"),
                    .content = content_from_json(content->get_object()),
                    .reply_to = text_of(*object, "reply_to")};
}

std::string encode_content(const Content& content) {
    if (content.buttons.empty() && content.rows.empty()) return (content.ends_session ? "E" : "C") + content.text;
    return "J" + json::serialize(content_to_json(content));
}

Content decode_content(std::string_view bytes) {
    Content content;
    if (bytes.empty()) return content;
    if (bytes.front() != 'J') {
        content.text = std::string{bytes.substr(1)};
        content.ends_session = bytes.front() == 'E';
        return content;
    }
    const Result<json::object> object = parse_object(bytes.substr(1));
    return object ? content_from_json(*object) : content;
}

}  // namespace sambung::gateway
