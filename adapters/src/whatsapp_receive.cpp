// Reading webhooks: entry[] → changes[] → value.messages[] and value.statuses[] (pages "Webhooks", "messages" and
// "statuses"). One body holds many of each; what cannot be read is one Malformed item and the rest is kept.
#include "json_reading.h"
#include "locations.h"
#include "model/phone.h"
#include "reading.h"
#include "whatsapp.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::adapters::whatsapp {

namespace {

namespace json = boost::json;

using Items = std::vector<Item>;

// Meta's numbers come without the plus but always with their country code.
std::string person(std::string_view address) {
    const auto phone = address.starts_with('+') ? Phone::parse(address) : Phone::parse("+" + std::string{address});
    return phone ? phone->e164() : std::string{address};
}

std::optional<TimePoint> time_of(const json::object& in) {
    const auto number = integer_at(in, "timestamp");
    return number ? epoch_seconds(std::to_string(*number)) : std::nullopt;
}

// Each reader fills what its type of message brings, or says why it cannot.
using Reading = std::optional<Item>;  // empty: `message` is complete

Reading read_text(const json::object& body, Inbound& message) {
    message.text = text_at(body, "body");
    if (message.text.empty()) return Malformed{"a text without 'body'"};
    return {};
}

Reading read_interactive(const json::object& body, Inbound& message) {
    const std::string_view type = text_at(body, "type");
    if (type != "button_reply" && type != "list_reply") return Ignored{"an interactive reply that we never ask for"};
    const json::object* reply = object_at(body, type);
    if (reply == nullptr || !usable(text_at(*reply, "id"))) return Malformed{"an interactive reply without 'id'"};
    message.option_id = text_at(*reply, "id");
    message.text = text_at(*reply, "title");
    return {};
}

Reading read_button(const json::object& body, Inbound& message) {
    message.option_id = usable_or_empty(text_at(body, "payload"));
    message.text = text_at(body, "text");
    if (message.option_id.empty() && message.text.empty()) return Malformed{"a button without 'payload' and 'text'"};
    return {};
}

Reading read_location(const json::object& body, Inbound& message) {
    const auto latitude = number_at(body, "latitude");
    const auto longitude = number_at(body, "longitude");
    if (latitude && longitude) message.location = location_of(*latitude, *longitude);
    if (!message.location) return Malformed{"a location that is not on Earth"};
    return {};
}

Reading read_media(const json::object& body, Inbound& message) {
    if (!usable(text_at(body, "id"))) return Malformed{"media without 'id'"};
    const json::value* voice = body.if_contains("voice");
    message.media.push_back({std::string{text_at(body, "id")}, usable_or_empty(text_at(body, "mime_type")),
                             usable_or_empty(text_at(body, "sha256")),
                             voice != nullptr && voice->is_bool() && voice->get_bool()});
    message.text = text_at(body, "caption");
    return {};
}

struct Reader {
    std::string_view type;  // and the key of the body
    Reading (*read)(const json::object& body, Inbound& message);
};

constexpr Reader readers[] = {
    {"text", read_text},     {"interactive", read_interactive},
    {"button", read_button}, {"location", read_location},
    {"image", read_media},   {"audio", read_media},
    {"video", read_media},   {"document", read_media},
    {"sticker", read_media},
};

Item read_message(const json::object& in, std::string_view to, TimePoint now) {
    if (in.contains("group_id")) return Ignored{"a message in a group"};
    const auto* const reader = std::ranges::find(readers, text_at(in, "type"), &Reader::type);
    // Reactions, contacts, orders, system notices, and `unsupported`, which carries nothing to answer.
    if (reader == std::end(readers)) return Ignored{"a type of message that we do not read"};
    const std::string_view phone = text_at(in, "from");
    const std::string_view from = phone.empty() ? text_at(in, "from_user_id") : phone;
    if (!usable(from)) return Malformed{"a message without 'from' and 'from_user_id'"};
    if (!usable(text_at(in, "id"))) return Malformed{"a message without 'id'"};
    const json::object* body = object_at(in, reader->type);
    if (body == nullptr) return Malformed{"a message without its body"};

    Inbound message;
    message.provider_id = text_at(in, "id");
    message.from = person(from);
    if (!phone.empty()) message.also_from = usable_or_empty(text_at(in, "from_user_id"));
    message.to = to;
    message.sent_at = judged(time_of(in), now);
    if (const json::object* context = object_at(in, "context"))
        message.reply_to = usable_or_empty(text_at(*context, "id"));
    if (auto instead = reader->read(*body, message)) return *std::move(instead);
    return message;
}

constexpr std::pair<std::string_view, Delivery> statuses[] = {{"sent", Delivery::sent},
                                                              {"delivered", Delivery::delivered},
                                                              {"read", Delivery::read},
                                                              {"played", Delivery::read},
                                                              {"failed", Delivery::failed}};

std::string first_error(const json::object& in) {
    const json::array* errors = array_at(in, "errors");
    const json::object* error = errors == nullptr || errors->empty() ? nullptr : errors->front().if_object();
    const auto code = error == nullptr ? std::nullopt : integer_at(*error, "code");
    return code ? harmless(std::to_string(*code)) : std::string{};
}

Item read_status(const json::object& in) {
    const std::string_view id = text_at(in, "id");
    if (!usable(id)) return Malformed{"a status without 'id'"};
    const auto* const row =
        std::ranges::find(statuses, text_at(in, "status"), &std::pair<std::string_view, Delivery>::first);
    if (row == std::end(statuses)) return Ignored{"a status that changes nothing"};
    const std::string_view ref = text_at(in, "biz_opaque_callback_data");
    return StatusUpdate{usable_or_empty(ref), std::string{id}, row->second, first_error(in)};
}

// What of a change is not for us; empty if all of it is.
std::optional<Item> not_ours(const json::object& change, std::string_view phone_number_id) {
    if (text_at(change, "field") != "messages") return Ignored{"a field other than messages"};
    const json::object* value = object_at(change, "value");
    const json::object* metadata = value == nullptr ? nullptr : object_at(*value, "metadata");
    if (metadata == nullptr) return Malformed{"a change without 'metadata'"};
    if (text_at(*metadata, "phone_number_id") != phone_number_id) return Ignored{"for another number"};
    return {};
}

Items read_value(const json::object& value, TimePoint now) {
    Items items;
    const std::string to = person(text_at(*object_at(value, "metadata"), "display_phone_number"));
    if (const json::array* messages = array_at(value, "messages"))
        for (const json::value& message : *messages)
            items.push_back(message.is_object() ? read_message(message.get_object(), to, now)
                                                : Item{Malformed{"a message that is no object"}});
    if (const json::array* reports = array_at(value, "statuses"))
        for (const json::value& report : *reports)
            items.push_back(report.is_object() ? read_status(report.get_object())
                                               : Item{Malformed{"a status that is no object"}});
    if (value.contains("errors")) items.emplace_back(Ignored{"errors of the account"});
    return items;
}

Items read_change(const json::value& change, std::string_view phone_number_id, TimePoint now) {
    if (!change.is_object()) return {Malformed{"a change that is no object"}};
    if (auto instead = not_ours(change.get_object(), phone_number_id)) return {*std::move(instead)};
    return read_value(*object_at(change.get_object(), "value"), now);
}

Items read_entry(const json::value& entry, std::string_view phone_number_id, TimePoint now) {
    const json::array* changes = entry.is_object() ? array_at(entry.get_object(), "changes") : nullptr;
    if (changes == nullptr) return {Malformed{"an entry without 'changes'"}};
    Items items;
    for (const json::value& change : *changes)
        std::ranges::move(read_change(change, phone_number_id, now), std::back_inserter(items));
    return items;
}

}  // namespace

Result<std::vector<Item>> read_webhook(std::string_view body, std::string_view phone_number_id, TimePoint now) {
    const auto root = parse_object(body);
    if (!root) return fail(Errc::invalid_request, "the body is not a JSON object");
    if (text_at(*root, "object") != "whatsapp_business_account") return Items{Ignored{"of another product"}};
    const json::array* entries = array_at(*root, "entry");
    if (entries == nullptr) return fail(Errc::invalid_request, "'entry' is missing");
    Items items;
    for (const json::value& entry : *entries)
        std::ranges::move(read_entry(entry, phone_number_id, now), std::back_inserter(items));
    return items;
}

}  // namespace sambung::adapters::whatsapp
