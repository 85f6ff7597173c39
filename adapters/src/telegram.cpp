// Telegram bots (core.telegram.org/bots/api: "setWebhook", "Update", "sendMessage", "Making requests"). The secret is
// what setWebhook was given as secret_token. People are known by Telegram's number of them, never by their phone. There
// are no delivery reports. The bot's token stands in the address of every call, so that address is never logged.
#include "telegram.h"

#include "calls.h"
#include "chat_text.h"
#include "json_reading.h"
#include "kinds.h"
#include "media_calls.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"bot_token", true, true, "from @BotFather"},
    {"secret_token", true, true, "chosen by us and given to setWebhook: letters, digits, '_' and '-'"},
    {"send_url", false, false, "another address for the Bot API"},
};

constexpr std::string_view api_url = "https://api.telegram.org";
constexpr std::size_t longest_text = 4096;
constexpr std::size_t longest_callback_data = 64;  // bytes

bool fits(const Choice& choice) { return !choice.id.empty() && choice.id.size() <= longest_callback_data; }

// One button a line. Where an id does not fit there is no keyboard: the numbers stand in the text.
json::array keyboard(const std::vector<Choice>& choices) {
    json::array lines;
    if (!std::ranges::all_of(choices, fits)) return lines;
    for (const Choice& choice : choices)
        lines.push_back(json::array{{{"text", choice.label}, {"callback_data", choice.id}}});
    return lines;
}

class Telegram final : public SendingAdapter {
 public:
    explicit Telegram(const ChannelSettings& settings)
        : url_(url_of(settings, "send_url", api_url)),
          bot_token_(settings.value("bot_token")),
          secret_token_(settings.value("secret_token")) {}

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::whatsapp; }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        const auto given = header(request.headers, "X-Telegram-Bot-Api-Secret-Token");
        if (given && same_secret(*given, secret_token_)) return {};
        return fail(Errc::not_authentic, "X-Telegram-Bot-Api-Secret-Token is missing or wrong");
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook /*hook*/, TimePoint now) const override {
        return telegram_parts::read_update(request.body, now);
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto chat = telegram_parts::chat_of(message.to);
        if (!chat) return fail(Errc::invalid_request, "the recipient is not known to Telegram");
        auto text = chat_text(message, longest_text);
        if (!text) return std::unexpected(std::move(text.error()));
        json::object body{{"chat_id", *chat}, {"text", *std::move(text)}};
        json::array lines = keyboard(message.content.buttons.empty() ? message.content.rows : message.content.buttons);
        if (!lines.empty()) body["reply_markup"] = {{"inline_keyboard", std::move(lines)}};
        HttpCall call = json_call(url_ + "/sendMessage", {}, body);
        call.secret_url = url_ + "/bot" + bot_token_ + "/sendMessage";
        return call;
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override { return telegram_parts::read_answer(reply); }

    // "getFile" tells a path, under which the file lies for an hour.
    [[nodiscard]] MediaStep media(std::string_view id) const override {
        return MediaCall{.call = media_get(url_ + "/getFile", url_ + "/bot" + bot_token_ + "/getFile?" +
                                                                  encode_form({{"file_id", std::string{id}}}))};
    }

    [[nodiscard]] MediaStep media_next(const MediaCall& before, const HttpReply& reply) const override {
        if (before.brings_it) return std::unexpected(expired_or(media_fault(reply)));
        const auto body = parse_object(reply.body);
        const json::object* file = body && reply.status == 200 ? object_at(*body, "result") : nullptr;
        if (file == nullptr) return std::unexpected(media_fault(telegram_parts::read_answer(reply)));
        const std::string_view path = text_at(*file, "file_path");
        if (path.empty() || path.starts_with('/') || !is_plain_path(path)) return std::unexpected(foreign_media());
        return MediaCall{.call = media_get(url_ + "/file", url_ + "/file/bot" + bot_token_ + "/" + std::string{path}),
                         .brings_it = true};
    }

 private:
    std::string url_;
    std::string bot_token_;
    std::string secret_token_;
};

// What a token may consist of, so that it cannot change the address that it stands in.
bool plain(std::string_view token) {
    return std::ranges::all_of(token, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == ':';
    });
}

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    if (!plain(settings.value("bot_token")))
        return fail(Errc::misconfigured, "key 'bot_token': digits, ':' and what @BotFather gave behind it");
    return std::make_unique<Telegram>(settings);
}

}  // namespace

Maker telegram() { return {"telegram", ChannelKind::whatsapp, settings_known, make}; }

}  // namespace sambung::adapters
