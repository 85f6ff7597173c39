// 8x8 (Wavecell) SMS (developer.8x8.com/connect: "Send SMS", "Inbound SMS", "Delivery receipts for outbound SMS",
// "Message status reference"). Indonesian accounts live at sms.8x8.id. Nothing is signed. A call that we do not answer
// is repeated after 1, 10, 30 and 90 s and then lost.
#include "answers.h"
#include "hooked.h"
#include "json_reading.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"subaccount", true, false, "id of the subaccount"},
    {"api_key", true, true, "of the account"},
    {"from", false, false, "sender's name or number; the subaccount's if absent"},
    {"send_url", false, false, "their host, https://sms.8x8.id if absent"},
    secret_setting,
    open_setting,
};

constexpr std::string_view indonesian_host = "https://sms.8x8.id";

constexpr WordDelivery states[] = {
    {"queued", Delivery::queued}, {"sent", Delivery::sent},          {"delivered", Delivery::delivered},
    {"read", Delivery::read},     {"undelivered", Delivery::failed}, {"rejected", Delivery::failed},
    {"failed", Delivery::failed},
};

// Their pages name the member `state`, an older answer to a send had it as `code`, and in capitals.
std::string state_in(const json::object& status) {
    std::string state{text_at(status, "state")};
    if (state.empty()) state = text_at(status, "code");
    for (char& c : state) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return state;
}

std::string reason_in(const json::object& status) {
    const auto code = integer_at(status, "errorCode");
    return harmless(code ? std::to_string(*code) : std::string{text_at(status, "detail")});
}

Item read_report(const json::object& payload) {
    const std::string_view id = text_at(payload, "umid");
    const json::object* status = object_at(payload, "status");
    if (!usable(id) || status == nullptr) return Malformed{"a report without 'umid' or 'status'"};
    const auto delivery = delivery_of(states, state_in(*status));
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{usable_or_empty(text_at(payload, "clientMessageId")), std::string{id}, *delivery,
                        *delivery == Delivery::failed ? reason_in(*status) : std::string{}};
}

Item read_message(const json::object& payload, TimePoint now) {
    Inbound message;
    message.provider_id = text_at(payload, "umid");
    message.from = abroad_or_word(text_at(payload, "source"));
    if (!usable(message.provider_id) || !usable(message.from)) return Malformed{"a message without 'umid' or 'source'"};
    message.to = abroad_or_word(text_at(payload, "destination"));
    message.text = repaired_utf8(text_at(payload, "body"));
    message.sent_at = judged(iso_time(text_at(payload, "timestamp")), now);
    return message;
}

Item read_event(const json::object& event, const json::object& payload, TimePoint now) {
    if (text_at(event, "namespace") != "SMS") return Ignored{"of another product"};
    const std::string_view type = text_at(event, "eventType");
    if (type == "inbound_message_received") return read_message(payload, now);
    if (type == "outbound_message_status_changed") return read_report(payload);
    return Ignored{"an event that is not documented"};
}

class EightByEight final : public HookedAdapter {
 public:
    EightByEight(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::sms, std::move(secret)),
          url_(url_of(settings, "send_url", indonesian_host) + "/api/v1/subaccounts/" +
               percent_encode(settings.value("subaccount")) + "/messages"),
          authorization_("Bearer " + std::string{settings.value("api_key")}),
          from_(settings.value("from")),
          report_url_(report_address(settings)) {}

    // The event says what it is, whichever address it comes to.
    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook /*hook*/, TimePoint now) const override {
        const auto event = parse_object(request.body);
        if (!event) return fail(Errc::invalid_request, "the body is not a JSON object");
        const json::object* payload = object_at(*event, "payload");
        if (payload == nullptr) return fail(Errc::invalid_request, "'payload' is missing");
        return Received{{read_event(*event, *payload, now)}, taken()};
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        json::object body{{"destination", sms->to.e164()}, {"text", sms->text}, {"encoding", "AUTO"}};
        if (!from_.empty()) body["source"] = from_;
        if (!message.ref.empty()) body["clientMessageId"] = message.ref;
        if (!report_url_.empty()) body["dlrCallbackUrl"] = report_url_;
        return json_call(url_, {{"Authorization", authorization_}}, body);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        const auto body = parse_object(reply.body);
        if (sent.verdict != Verdict::accepted) {
            const auto code = body ? integer_at(*body, "code") : std::nullopt;
            if (code) sent.code = harmless(std::to_string(*code));
            return sent;
        }
        const json::object* status = body ? object_at(*body, "status") : nullptr;
        const auto delivery = status == nullptr ? std::nullopt : delivery_of(states, state_in(*status));
        sent.verdict = !delivery                       ? Verdict::retry
                       : *delivery == Delivery::failed ? Verdict::permanent
                                                       : Verdict::accepted;
        if (sent.verdict == Verdict::accepted) sent.provider_id = usable_or_empty(text_at(*body, "umid"));
        if (sent.verdict == Verdict::permanent) sent.code = reason_in(*status);
        return sent;
    }

 private:
    std::string url_;
    std::string authorization_;
    std::string from_;
    std::string report_url_;
};

}  // namespace

Maker eight_by_eight() { return {"eight_by_eight", ChannelKind::sms, settings_known, make_hooked<EightByEight>}; }

}  // namespace sambung::adapters
