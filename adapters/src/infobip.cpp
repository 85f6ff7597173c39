// Infobip SMS (infobip.com/docs/api/channels/sms, "Send SMS message", "Receive inbound SMS", "Receive outbound SMS
// message report"; codes: infobip.com/docs/essentials/response-status-and-error-codes). Every account has its own host.
// Nothing is signed. Our reference is the message's id there, so a send that is repeated is told as a duplicate.
#include "answers.h"
#include "hooked.h"
#include "json_reading.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <array>
#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"send_url", true, false, "the account's own address, https://….api.infobip.com"},
    {"api_key", true, true, "of the account, with the right to send"},
    {"from", true, false, "sender's name or number"},
    secret_setting,
    open_setting,
};

// Groups of a status: accepted, pending, undeliverable, delivered, expired, rejected.
constexpr std::array deliveries{Delivery::queued,    Delivery::sent,   Delivery::failed,
                                Delivery::delivered, Delivery::failed, Delivery::failed};

constexpr WordVerdict names[] = {
    {"REJECTED_NETWORK", Verdict::alarm},  // the operator is not set up for the account
    {"REJECTED_PREFIX_MISSING", Verdict::permanent},
    {"REJECTED_DND", Verdict::opted_out},
    {"REJECTED_SOURCE", Verdict::alarm},
    {"REJECTED_NOT_ENOUGH_CREDITS", Verdict::alarm},
    {"REJECTED_SENDER", Verdict::alarm},
    {"REJECTED_DESTINATION", Verdict::permanent},
    {"REJECTED_PREPAID_PACKAGE_EXPIRED", Verdict::alarm},
    {"REJECTED_DESTINATION_NOT_REGISTERED", Verdict::alarm},  // a trial account
    {"REJECTED_ROUTE_NOT_AVAILABLE", Verdict::permanent},
    {"REJECTED_FLOODING_FILTER", Verdict::throttled},
    {"REJECTED_SYSTEM_ERROR", Verdict::retry},
    {"REJECTED_DUPLICATE_MESSAGE_ID", Verdict::accepted},  // taken the first time
    {"REJECTED_MESSAGE_TOO_LONG", Verdict::our_bug},
    {"MISSING_TO", Verdict::our_bug},
    {"EC_ABSENT_SUBSCRIBER", Verdict::retry},
    {"EC_SUBSCRIBER_BUSY_FOR_MT_SMS", Verdict::retry},
    {"EC_MESSAGE_WAITING_LIST_FULL", Verdict::retry},
    {"EC_SYSTEM_FAILURE", Verdict::retry},
    {"UNAUTHORIZED", Verdict::alarm},
};

std::optional<Delivery> delivery_in(const json::object& status) {
    const auto group = integer_at(status, "groupId");
    if (!group || *group < 0 || *group >= std::ssize(deliveries)) return std::nullopt;
    return deliveries[static_cast<std::size_t>(*group)];
}

std::string reason_in(const json::object& report, const json::object& status) {
    const json::object* error = object_at(report, "error");
    const std::string_view name = error == nullptr ? std::string_view{} : text_at(*error, "name");
    return harmless(name.empty() || name == "NO_ERROR" ? text_at(status, "name") : name);
}

Item read_report(const json::object& report) {
    const std::string_view id = text_at(report, "messageId");
    const json::object* status = object_at(report, "status");
    if (!usable(id) || status == nullptr) return Malformed{"a report without 'messageId' or 'status'"};
    const auto delivery = delivery_in(*status);
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{usable_or_empty(text_at(report, "callbackData")), std::string{id}, *delivery,
                        *delivery == Delivery::failed ? reason_in(report, *status) : std::string{}};
}

Item read_message(const json::object& in, TimePoint now) {
    Inbound message;
    message.provider_id = text_at(in, "messageId");
    message.from = abroad_or_word(text_at(in, "from"));
    if (!usable(message.provider_id) || !usable(message.from))
        return Malformed{"a message without 'messageId' or 'from'"};
    message.to = abroad_or_word(text_at(in, "to"));
    message.text = repaired_utf8(text_at(in, "text"));
    message.sent_at = judged(iso_time(text_at(in, "receivedAt")), now);
    return message;
}

Item read_item(const json::value& in, Hook hook, TimePoint now) {
    const json::object* result = in.if_object();
    if (result == nullptr) return Malformed{"a result that is no object"};
    const bool report = hook == Hook::status || result->contains("status");
    return report ? read_report(*result) : read_message(*result, now);
}

// Of an error: the new way and the old one.
std::string_view error_word(const json::object& body) {
    if (const std::string_view code = text_at(body, "errorCode"); !code.empty()) return code;
    const json::object* error = object_at(body, "requestError");
    const json::object* exception = error == nullptr ? nullptr : object_at(*error, "serviceException");
    return exception == nullptr ? std::string_view{} : text_at(*exception, "messageId");
}

class Infobip final : public HookedAdapter {
 public:
    Infobip(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::sms, std::move(secret)),
          url_(url_of(settings, "send_url") + "/sms/3/messages"),
          authorization_("App " + std::string{settings.value("api_key")}),
          from_(settings.value("from")),
          report_url_(report_address(settings)) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const auto body = parse_object(request.body);
        const json::array* results = body ? array_at(*body, "results") : nullptr;
        if (results == nullptr) return fail(Errc::invalid_request, "'results' is missing");
        Received received{{}, taken()};
        for (const json::value& result : *results) received.items.push_back(read_item(result, hook, now));
        return received;
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        json::object out{{"sender", from_},
                         {"destinations", json::array{{{"to", sms->to.msisdn()}, {"messageId", message.ref}}}},
                         {"content", {{"text", sms->text}}}};
        if (!report_url_.empty())
            out["webhooks"] = {{"delivery", {{"url", report_url_}}},
                               {"contentType", "application/json"},
                               {"callbackData", message.ref}};
        return json_call(url_, {{"Authorization", authorization_}, {"Accept", "application/json"}},
                         json::object{{"messages", json::array{std::move(out)}}});
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        const auto body = parse_object(reply.body);
        if (sent.verdict == Verdict::accepted) return body ? taken_or_rejected(*body, sent) : retried(sent);
        if (!body) return sent;
        const std::string_view word = error_word(*body);
        if (word.empty()) return sent;
        sent.code = harmless(word);
        sent.verdict = verdict_of(names, word).value_or(sent.verdict);
        return sent;
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        return verdict_of(names, reason).value_or(Verdict::permanent);
    }

 private:
    static Sent retried(Sent sent) {
        sent.verdict = Verdict::retry;  // 200 alone says nothing
        return sent;
    }

    static Sent taken_or_rejected(const json::object& body, Sent sent) {
        const json::array* messages = array_at(body, "messages");
        const json::object* first = messages == nullptr || messages->empty() ? nullptr : messages->front().if_object();
        const json::object* status = first == nullptr ? nullptr : object_at(*first, "status");
        const auto delivery = status == nullptr ? std::nullopt : delivery_in(*status);
        if (!delivery) return retried(std::move(sent));
        sent.code = harmless(text_at(*status, "name"));
        if (*delivery == Delivery::failed)
            sent.verdict = verdict_of(names, text_at(*status, "name")).value_or(Verdict::permanent);
        if (sent.verdict == Verdict::accepted) sent.provider_id = usable_or_empty(text_at(*first, "messageId"));
        return sent;
    }

    std::string url_;
    std::string authorization_;
    std::string from_;
    std::string report_url_;
};

}  // namespace

Maker infobip() { return {"infobip", ChannelKind::sms, settings_known, make_hooked<Infobip>}; }

}  // namespace sambung::adapters
