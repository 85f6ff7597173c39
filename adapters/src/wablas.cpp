// Wablas (its customers' programs; the host depends on the account), WhatsApp without Meta's leave: FOR PILOTS ONLY,
// the number may be banned any day. Nothing is signed. A body of our answer that is no JSON may be sent on to the
// person, so there is none. Uncertain: the shape of the answer to a send, and how deliveries are reported.
#include "answers.h"
#include "chat_text.h"
#include "flat_fields.h"
#include "hooked.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"

#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"send_url", true, false, "the account's host, such as https://solo.wablas.com"},
    {"token", true, true, "of the device, as TOKEN or TOKEN.SECRETKEY"},
    secret_setting,
    open_setting,
};

constexpr std::size_t longest_text = 4096;

constexpr WordDelivery states[] = {
    {"pending", Delivery::queued}, {"sent", Delivery::sent},     {"delivered", Delivery::delivered},
    {"read", Delivery::read},      {"cancel", Delivery::failed}, {"reject", Delivery::failed},
    {"failed", Delivery::failed},
};

// `phone` is the person, `sender` is our own device.
Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"id", "phone"}); !there) return std::unexpected(std::move(there.error()));
    if (value(form, "isFromMe") == "true") return Ignored{"what we sent ourselves"};
    if (value(form, "isGroup") == "true") return Ignored{"a message in a group"};
    Inbound message;
    message.provider_id = value(form, "id");
    message.from = abroad_or_word(value(form, "phone"));
    message.to = repaired_utf8(abroad_or_word(value(form, "sender")));
    message.text = repaired_utf8(value(form, "message"));
    message.sent_at = judged(any_time(value(form, "timestamp")), now);
    if (const std::string_view url = value(form, "url"); usable(url))
        message.media.push_back({std::string{url}, usable_or_empty(value(form, "mimeType")), {}, false});
    return message;
}

Result<Item> read_status(const Form& form) {
    if (auto there = require(form, {"id"}); !there) return std::unexpected(std::move(there.error()));
    const auto delivery = delivery_of(states, value(form, "status"));
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{{}, std::string{value(form, "id")}, *delivery, {}};
}

class Wablas final : public HookedAdapter {
 public:
    Wablas(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::whatsapp, std::move(secret)),
          url_(url_of(settings, "send_url") + "/api/v2/send-message"),
          token_(settings.value("token")) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = all_fields(request);
        return received(hook == Hook::status ? read_status(form) : read_message(form, now), taken());
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto chat = as_chat(message, longest_text);
        if (!chat) return std::unexpected(chat.error());
        const boost::json::object one{{"phone", chat->to.msisdn()}, {"message", chat->text}, {"isGroup", false}};
        return json_call(url_, {{"Authorization", token_}}, {{"data", boost::json::array{one}}});
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        const Form fields = body_fields(reply.body);
        if (value(fields, "status") != "true")
            sent.verdict = Verdict::retry;
        else
            sent.provider_id = usable_or_empty(value(fields, "data.messages.0.id"));
        return sent;
    }

 private:
    std::string url_;
    std::string token_;
};

}  // namespace

Maker wablas() { return {"wablas", ChannelKind::whatsapp, settings_known, make_hooked<Wablas>}; }

}  // namespace sambung::adapters
