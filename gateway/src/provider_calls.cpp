#include "provider_calls.h"

#include <boost/json.hpp>
#include <openssl/hmac.h>

#include <utility>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

std::string setting(const ChannelConfig& channel, std::string_view key) {
    return std::string{channel.settings.value(key)};
}

std::string seconds_of(const Inbound& message, TimePoint now) {
    const auto since = message.sent_at.value_or(now).time_since_epoch();
    return std::to_string(std::chrono::duration_cast<seconds>(since).count());
}

HttpCall ussd_call(const ChannelConfig& channel, std::string url, const Inbound& message) {
    const Form form{{"sessionId", message.ussd ? message.ussd->session : std::string{}},
                    {"serviceCode", "*384*12#"},
                    {"phoneNumber", message.from},
                    {"networkCode", "51010"},
                    {"text", message.text}};
    if (const std::string secret = setting(channel, "secret"); !secret.empty())
        url += "?secret=" + percent_encode(secret);
    return {.method = "POST",
            .url = std::move(url),
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
            .body = encode_form(form)};
}

HttpCall sms_call(const ChannelConfig& channel, const std::string& url, const Inbound& message, TimePoint now) {
    Form form{{"id", message.provider_id}, {"ts", seconds_of(message, now)},
              {"from", message.from},      {"to", "2345"},
              {"text", message.text},      {"coding", "0"},
              {"charset", "UTF-8"}};
    if (std::string secret = setting(channel, "secret"); !secret.empty())
        form.emplace_back("secret", std::move(secret));
    return {.method = "GET", .url = url + "?" + encode_form(form), .headers = {}, .body = {}};
}

std::string signature_of(std::string_view body, std::string_view secret) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac, &length);
    std::string hex = "sha256=";
    for (unsigned i = 0; i < length; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += digits[mac[i] >> 4U];
        hex += digits[mac[i] & 15U];
    }
    return hex;
}

// Its type, and the member of that name.
std::pair<std::string, json::object> whatsapp_body(const Inbound& message) {
    if (!message.option_id.empty())
        return {"interactive",
                {{"type", "list_reply"}, {"list_reply", {{"id", message.option_id}, {"title", message.text}}}}};
    if (message.location)
        return {"location", {{"latitude", message.location->latitude}, {"longitude", message.location->longitude}}};
    if (!message.media.empty()) {
        const Media& media = message.media.front();
        json::object body{{"id", media.id}, {"mime_type", media.mime}};
        if (media.voice) body["voice"] = true;
        return {media.mime.starts_with("audio/") ? "audio" : "image", std::move(body)};
    }
    return {"text", {{"body", message.text}}};
}

HttpCall whatsapp_call(const ChannelConfig& channel, std::string url, const Inbound& message, TimePoint now) {
    auto [type, content] = whatsapp_body(message);
    json::object said{{"from", message.from.substr(message.from.starts_with('+') ? 1 : 0)},
                      {"id", message.provider_id},
                      {"timestamp", seconds_of(message, now)},
                      {"type", type}};
    said[type] = std::move(content);
    const json::object value{
        {"messaging_product", "whatsapp"},
        {"metadata",
         {{"display_phone_number", "6221500000"}, {"phone_number_id", setting(channel, "phone_number_id")}}},
        {"messages", json::array{std::move(said)}}};
    const json::object change{{"field", "messages"}, {"value", value}};
    const json::object entry{{"id", "1"}, {"changes", json::array{change}}};
    std::string body =
        json::serialize(json::object{{"object", "whatsapp_business_account"}, {"entry", json::array{entry}}});
    std::string signature = signature_of(body, setting(channel, "app_secret"));
    return {.method = "POST",
            .url = std::move(url),
            .headers = {{"Content-Type", "application/json"}, {"X-Hub-Signature-256", std::move(signature)}},
            .body = std::move(body)};
}

}  // namespace

HttpCall provider_call(const ChannelConfig& channel, ChannelKind kind, std::string_view origin, const Inbound& message,
                       TimePoint now) {
    std::string url = std::string{origin} + "/hooks/" + channel.id;
    switch (kind) {
        case ChannelKind::ussd:
            return ussd_call(channel, std::move(url), message);
        case ChannelKind::sms:
            return sms_call(channel, url, message, now);
        case ChannelKind::whatsapp:
            return whatsapp_call(channel, std::move(url), message, now);
    }
    return {};
}

Content ussd_screen(const HttpReply& reply) {
    constexpr std::size_t mark = 4;  // "CON ", "END "
    return {.text = reply.body.substr(std::min(mark, reply.body.size())),
            .buttons = {},
            .rows = {},
            .rows_button = {},
            .ends_session = reply.body.starts_with("END")};
}

}  // namespace sambung::gateway
