// Zenvia v2, SMS and WhatsApp (zenvia.github.io/zenvia-openapi-spec). Nothing is signed. One message may have several
// contents under one id; each becomes a message of its own, the second with "/1" behind the id.
#include "answers.h"
#include "chat_text.h"
#include "hooked.h"
#include "json_reading.h"
#include "locations.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"api_token", true, true, "of the account (X-API-TOKEN)"},
    {"from", true, false, "our number or sender's name, as Zenvia knows it"},
    {"kind", false, false, "'sms', which is what it is if absent, or 'whatsapp'"},
    {"send_url", false, false, "another address for their API, up to and with /v2"},
    secret_setting,
    open_setting,
};

constexpr std::string_view api_url = "https://api.zenvia.com/v2";
constexpr std::size_t longest_text = 1152;

constexpr WordDelivery states[] = {
    {"SENT", Delivery::sent},       {"DELIVERED", Delivery::delivered},
    {"READ", Delivery::read},       {"NOT_DELIVERED", Delivery::failed},
    {"REJECTED", Delivery::failed},
};

Item read_content(const json::object& content, Inbound message) {
    const std::string_view type = text_at(content, "type");
    if (type == "text") {
        message.text = repaired_utf8(text_at(content, "text"));
        return message;
    }
    if (type == "location") {
        const auto latitude = number_at(content, "latitude");
        const auto longitude = number_at(content, "longitude");
        if (latitude && longitude) message.location = location_of(*latitude, *longitude);
        if (!message.location) return Malformed{"a location that is not on Earth"};
        return message;
    }
    if (type == "file") {
        if (!usable(text_at(content, "fileUrl"))) return Malformed{"a file without 'fileUrl'"};
        message.media.push_back(
            {std::string{text_at(content, "fileUrl")}, usable_or_empty(text_at(content, "fileMimeType")), {}, false});
        message.text = repaired_utf8(text_at(content, "fileCaption"));
        return message;
    }
    return Ignored{"a type of content that we do not read"};
}

Result<std::vector<Item>> read_message(const json::object& root, const json::object& in, TimePoint now) {
    Inbound message;
    message.provider_id = text_at(in, "id");
    message.from = abroad_or_word(text_at(in, "from"));
    if (!usable(message.provider_id)) return fail(Errc::invalid_request, "field 'message.id' missing or unusable");
    if (!usable(message.from)) return fail(Errc::invalid_request, "field 'message.from' missing or unusable");
    message.to = repaired_utf8(abroad_or_word(text_at(in, "to")));
    message.sent_at = judged(iso_time(text_at(root, "timestamp")), now);
    const json::array* contents = array_at(in, "contents");
    if (contents == nullptr) return fail(Errc::invalid_request, "'message.contents' is missing");
    std::vector<Item> items;
    for (std::size_t i = 0; i < contents->size(); ++i) {
        Inbound one = message;
        if (i > 0) one.provider_id += "/" + std::to_string(i);
        const json::object* content = (*contents)[i].if_object();
        if (content == nullptr)
            items.emplace_back(Malformed{"a content that is no object"});
        else if (!usable(one.provider_id))
            items.emplace_back(Malformed{"a content whose number makes 'message.id' too long"});
        else
            items.push_back(read_content(*content, std::move(one)));
    }
    return items;
}

Result<std::vector<Item>> read_report(const json::object& root) {
    const std::string_view id = text_at(root, "messageId");
    if (!usable(id)) return fail(Errc::invalid_request, "field 'messageId' missing or unusable");
    const json::object* status = object_at(root, "messageStatus");
    const auto delivery = status == nullptr ? std::nullopt : delivery_of(states, text_at(*status, "code"));
    if (!delivery) return std::vector<Item>{Ignored{"a delivery status that is not documented"}};
    const bool failed = *delivery == Delivery::failed;
    return std::vector<Item>{
        StatusUpdate{{}, std::string{id}, *delivery, failed ? harmless(text_at(*status, "code")) : std::string{}}};
}

Result<std::vector<Item>> read_call(const json::object& root, TimePoint now) {
    const std::string_view type = text_at(root, "type");
    if (type == "MESSAGE_STATUS") return read_report(root);
    if (type != "MESSAGE") return std::vector<Item>{Ignored{"a type of event that we do not read"}};
    const json::object* message = object_at(root, "message");
    if (message == nullptr) return fail(Errc::invalid_request, "'message' is missing");
    if (text_at(*message, "direction") == "OUT") return std::vector<Item>{Ignored{"what we sent ourselves"}};
    return read_message(root, *message, now);
}

class Zenvia final : public HookedAdapter {
 public:
    Zenvia(const ChannelSettings& settings, HookSecret secret, ChannelKind kind)
        : HookedAdapter(kind, std::move(secret)),
          url_(url_of(settings, "send_url", api_url) + "/channels/" + std::string{name(kind)} + "/messages"),
          token_(settings.value("api_token")),
          from_(settings.value("from")) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook /*hook*/, TimePoint now) const override {
        const auto root = parse_object(request.body);
        if (!root) return fail(Errc::invalid_request, "the body is not a JSON object");
        auto items = read_call(*root, now);
        if (!items) return std::unexpected(std::move(items.error()));
        return Received{*std::move(items), taken()};
    }

    [[nodiscard]] std::optional<FreeWords> free_words() const override { return official_whatsapp(kind()); }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        if (kind() == ChannelKind::sms)
            if (const auto sms = as_sms(message); !sms) return std::unexpected(sms.error());
        const auto chat = as_chat(message, longest_text);
        if (!chat) return std::unexpected(chat.error());
        return json_call(url_, {{"X-API-TOKEN", token_}},
                         {{"from", from_},
                          {"to", chat->to.msisdn()},
                          {"contents", json::array{{{"type", "text"}, {"text", chat->text}}}}});
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        const auto body = parse_object(reply.body);
        if (!body) return sent;
        if (sent.verdict == Verdict::accepted)
            sent.provider_id = usable_or_empty(text_at(*body, "id"));
        else if (const std::string code = harmless(text_at(*body, "code")); !code.empty())
            sent.code = code;
        return sent;
    }

 private:
    std::string url_;
    std::string token_;
    std::string from_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    const auto kind = kind_setting_of(settings);
    if (!kind) return std::unexpected(kind.error());
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<Zenvia>(settings, *std::move(secret), *kind);
}

}  // namespace

Maker zenvia() { return {"zenvia", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
