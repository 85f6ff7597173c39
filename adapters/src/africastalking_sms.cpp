// Africa's Talking SMS (developers.africastalking.com, "Send bulk SMS" and "Notifications"). Nothing is signed. A send
// is answered 201 even when it failed: only the code inside tells.
#include "answers.h"
#include "json_reading.h"
#include "kinds.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"
#include "sms_text.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"username", true, false, "of the Africa's Talking application; 'sandbox' uses their test host"},
    {"api_key", true, true, "of the application"},
    {"from", false, false, "short code or sender's name; theirs if absent"},
    {"send_url", false, false, "another address for sending"},
    secret_setting,
    open_setting,
};

constexpr std::string_view live_url = "https://api.africastalking.com/version1/messaging";
constexpr std::string_view sandbox_url = "https://api.sandbox.africastalking.com/version1/messaging";

constexpr CodeVerdict send_codes[] = {
    {100, 102, Verdict::accepted},   // Processed, Sent, Queued
    {401, 401, Verdict::alarm},      // RiskHold: the account is under review
    {402, 402, Verdict::alarm},      // InvalidSenderId
    {403, 404, Verdict::permanent},  // InvalidPhoneNumber, UnsupportedNumberType
    {405, 405, Verdict::alarm},      // InsufficientBalance
    {406, 406, Verdict::opted_out},  // UserInBlacklist
    {407, 407, Verdict::permanent},  // CouldNotRoute
    {409, 409, Verdict::opted_out},  // DoNotDisturbRejection
    {500, 501, Verdict::retry},      // InternalServerError, GatewayError
    {502, 502, Verdict::permanent},  // RejectedByGateway
};

// When nobody was sent to, there is no code but one word about the whole request.
constexpr WordVerdict send_words[] = {
    {"InvalidSenderId", Verdict::alarm},
    {"InsufficientBalance", Verdict::alarm},
    {"InvalidPhoneNumber", Verdict::permanent},
    {"InvalidRequest", Verdict::our_bug},
};

constexpr WordDelivery statuses[] = {
    {"Sent", Delivery::sent},         {"Submitted", Delivery::sent},          {"Buffered", Delivery::sent},
    {"Success", Delivery::delivered}, {"Failed", Delivery::failed},           {"Rejected", Delivery::failed},
    {"Expired", Delivery::failed},    {"AbsentSubscriber", Delivery::failed},
};

constexpr WordVerdict failure_reasons[] = {
    {"InsufficientCredit", Verdict::alarm},
    {"InvalidLinkId", Verdict::our_bug},
    {"UserIsInactive", Verdict::permanent},
    {"UserInBlackList", Verdict::opted_out},
    {"UserAccountSuspended", Verdict::permanent},
    {"NotNetworkSubcriber", Verdict::permanent},  // spelt so by the provider
    {"UserNotSubscribedToProduct", Verdict::permanent},
    {"UserDoesNotExist", Verdict::permanent},
    {"DeliveryFailure", Verdict::retry},
};

Item read_status(const Form& form) {
    const auto delivery = delivery_of(statuses, value(form, "status"));
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{{}, std::string{value(form, "id")}, *delivery, harmless(value(form, "failureReason"))};
}

Item read_message(const Form& form, TimePoint now) {
    Inbound message;
    message.provider_id = value(form, "id");
    message.from = phone_or_word(value(form, "from"));
    message.to = repaired_utf8(value(form, "to"));
    message.text = repaired_utf8(value(form, "text"));
    message.sent_at = judged(iso_time(value(form, "date")), now);
    return message;
}

// Opt-outs (senderId) and premium subscriptions (updateType) come as notices without an id.
bool is_notice(const Form& form) {
    return !field(form, "id") && field(form, "phoneNumber") && (field(form, "senderId") || field(form, "updateType"));
}

class AfricasTalkingSms final : public SendingAdapter {
 public:
    AfricasTalkingSms(const ChannelSettings& settings, HookSecret secret)
        : username_(settings.value("username")),
          api_key_(settings.value("api_key")),
          from_(settings.value("from")),
          url_(settings.value("send_url")),
          secret_(std::move(secret)) {
        if (url_.empty()) url_ = username_ == "sandbox" ? sandbox_url : live_url;
    }

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::sms; }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return secret_.check(request);
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields_of(request);
        if (is_notice(form)) return Received{{Ignored{"an opt-out or subscription notice"}}, taken()};
        if (auto there = require(form, {"id", hook == Hook::status ? "status" : "from"}); !there)
            return std::unexpected(std::move(there.error()));
        return Received{{hook == Hook::status ? read_status(form) : read_message(form, now)}, taken()};
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        Form form{{"username", username_}, {"to", sms->to.e164()}, {"message", sms->text}};
        if (!from_.empty()) form.emplace_back("from", from_);
        form.emplace_back("bulkSMSMode", "1");  // the sender pays
        form.emplace_back("enqueue", "1");      // answer before the operators do
        return HttpCall{"POST",
                        url_,
                        {{"apiKey", api_key_},
                         {"Accept", "application/json"},
                         {"Content-Type", "application/x-www-form-urlencoded"}},
                        encode_form(form)};
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        const auto body = parse_object(reply.body);
        const auto* const data = body ? object_at(*body, "SMSMessageData") : nullptr;
        if (sent.verdict != Verdict::accepted) return sent;
        sent.verdict = Verdict::retry;  // 201 alone says nothing
        if (data == nullptr) return sent;
        const auto* const recipients = array_at(*data, "Recipients");
        const auto* const recipient =
            recipients == nullptr || recipients->empty() ? nullptr : recipients->front().if_object();
        return recipient == nullptr ? refused(text_at(*data, "Message"), std::move(sent))
                                    : judged(*recipient, std::move(sent));
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        return verdict_of(failure_reasons, reason).value_or(Verdict::permanent);
    }

 private:
    static Sent refused(std::string_view word, Sent sent) {
        sent.code = harmless(word);
        sent.verdict = verdict_of(send_words, word).value_or(Verdict::retry);
        return sent;
    }

    static Sent judged(const boost::json::object& recipient, Sent sent) {
        const auto code = integer_at(recipient, "statusCode");
        if (!code) return sent;
        sent.code = harmless(std::to_string(*code));
        sent.verdict = verdict_of(send_codes, *code).value_or(Verdict::retry);
        const std::string_view id = text_at(recipient, "messageId");
        if (sent.verdict == Verdict::accepted && id != "None" && usable(id)) sent.provider_id = id;
        return sent;
    }

    std::string username_;
    std::string api_key_;
    std::string from_;
    std::string url_;
    HookSecret secret_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<AfricasTalkingSms>(settings, *std::move(secret));
}

}  // namespace

Maker africastalking_sms() { return {"africastalking_sms", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
