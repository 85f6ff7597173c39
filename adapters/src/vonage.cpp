// Vonage SMS API (developer.vonage.com: "SMS API", "Inbound SMS", "Delivery receipts", "Signing messages"). Their calls
// are GET, a form or JSON, as the dashboard says, and signed if the account asks for it; the signature is over the
// fields, not the bytes. A replay is a message id that is known. Parts of a long message come as messages of their own,
// and each part of one that we send has a report of its own.
#include "vonage.h"

#include "answers.h"
#include "calls.h"
#include "flat_fields.h"
#include "json_reading.h"
#include "kinds.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"api_key", true, false, "of the account"},
    {"api_secret", true, true, "of the account, for sending"},
    {"from", true, false, "our number or sender's name"},
    {"signature_secret", false, true, "of the account, if its webhooks are signed; else 'secret'"},
    {"signature_method", false, false, "as in the dashboard: md5hash, md5, sha1, sha256 (if absent) or sha512"},
    {"send_url", false, false, "another address for sending"},
    secret_setting,
    open_setting,
};

constexpr std::string_view api_url = "https://rest.nexmo.com/sms/json";
constexpr std::size_t longest_text = 3200;
constexpr long long throttled_code = 1;

constexpr CodeVerdict send_codes[] = {
    {0, 0, Verdict::accepted},    {throttled_code, throttled_code, Verdict::throttled},
    {2, 3, Verdict::our_bug},      // a parameter is missing, is wrong
    {4, 4, Verdict::alarm},        // key or secret
    {5, 5, Verdict::retry},        // internal
    {6, 6, Verdict::our_bug},      // a message that cannot be read
    {7, 7, Verdict::permanent},    // number barred
    {8, 9, Verdict::alarm},        // account barred, no balance
    {10, 10, Verdict::throttled},  // too many connections
    {11, 11, Verdict::alarm},      // the account may not send so
    {12, 12, Verdict::our_bug},    // too long
    {14, 15, Verdict::alarm},      // signature, sender
    {22, 23, Verdict::our_bug},    // network code, call-back address
    {29, 29, Verdict::alarm},      // a trial account, and not a number that it may write to
    {32, 32, Verdict::our_bug},    // signed and with a secret
    {33, 33, Verdict::permanent},  // number deactivated
};

constexpr CodeVerdict failure_codes[] = {
    {1, 2, Verdict::retry},        // unknown, absent for now
    {5, 5, Verdict::retry},        // number moves to another operator
    {7, 8, Verdict::retry},        // phone busy, network
    {10, 10, Verdict::our_bug},    // illegal message
    {12, 12, Verdict::retry},      // no way there
    {16, 16, Verdict::throttled},  // quota of the gateway
};

constexpr WordDelivery statuses[] = {
    {"accepted", Delivery::sent},  {"buffered", Delivery::sent}, {"delivered", Delivery::delivered},
    {"expired", Delivery::failed}, {"failed", Delivery::failed}, {"rejected", Delivery::failed},
};

std::optional<Part> part_of(const Form& form) {
    constexpr long long most = 255;
    const auto ref = integer(value(form, "concat-ref"));
    const auto number = integer(value(form, "concat-part"));
    const auto of = integer(value(form, "concat-total"));
    const bool sound =
        ref && number && of && *of >= 2 && *of <= most && *number >= 1 && *number <= *of && *ref >= 0 && *ref <= 0xFFFF;
    if (value(form, "concat") != "true" || !sound) return std::nullopt;
    return Part{static_cast<int>(*ref), static_cast<int>(*number), static_cast<int>(*of)};
}

Result<Item> read_report(const Form& form) {
    if (auto there = require(form, {"messageId", "status"}); !there) return std::unexpected(std::move(there.error()));
    const auto delivery = delivery_of(statuses, value(form, "status"));
    if (!delivery) return Ignored{"a delivery status that tells nothing"};
    return StatusUpdate{.ref = usable_or_empty(value(form, "client-ref")),
                        .provider_id = std::string{value(form, "messageId")},
                        .delivery = *delivery,
                        .reason = *delivery == Delivery::failed ? harmless(value(form, "err-code")) : std::string{},
                        .part = true};
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"messageId", "msisdn"}); !there) return std::unexpected(std::move(there.error()));
    if (value(form, "type") == "binary") return Ignored{"a binary message"};
    Inbound message;
    message.provider_id = value(form, "messageId");
    message.from = abroad_or_word(value(form, "msisdn"));
    message.to = repaired_utf8(abroad_or_word(value(form, "to")));
    message.text = repaired_utf8(value(form, "text"));
    message.sent_at = judged(iso_time(value(form, "message-timestamp")), now);
    message.part = part_of(form);
    return message;
}

class Vonage final : public SendingAdapter {
 public:
    Vonage(const ChannelSettings& settings, std::optional<vonage_parts::Signature> signature,
           std::optional<HookSecret> secret)
        : url_(url_of(settings, "send_url", api_url)),
          api_key_(settings.value("api_key")),
          api_secret_(settings.value("api_secret")),
          from_(settings.value("from")),
          signature_(std::move(signature)),
          secret_(std::move(secret)) {
        const bool shared = secret_ && !secret_->secret().empty();
        report_url_ = hook_address(settings, Hook::status, shared ? Form{{"secret", secret_->secret()}} : Form{});
    }

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::sms; }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        if (!signature_) return secret_->check(request);
        if (vonage_parts::signed_with(*signature_, fields(request))) return {};
        return fail(Errc::not_authentic, "'sig' is missing or does not match the fields");
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields(request);
        const bool report = hook == Hook::status || (field(form, "status") && field(form, "scts"));
        return received(report ? read_report(form) : read_message(form, now), taken());
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        if (characters(sms->text) > longest_text)
            return fail(Errc::invalid_request, "the text must have 1 to 3200 characters");
        Form form{{"api_key", api_key_}, {"api_secret", api_secret_},
                  {"from", from_},       {"to", std::string{sms->to.msisdn()}},
                  {"text", sms->text},   {"type", septets(sms->text) ? "text" : "unicode"}};
        if (!message.ref.empty()) form.emplace_back("client-ref", message.ref);
        if (!report_url_.empty()) {
            form.emplace_back("status-report-req", "1");
            form.emplace_back("callback", report_url_);
        }
        return form_call(url_, {}, form);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        sent.verdict = Verdict::retry;  // 200 alone says nothing
        const auto body = parse_object(reply.body);
        const json::array* messages = body ? array_at(*body, "messages") : nullptr;
        if (messages == nullptr) return sent;
        int parts = 0;
        // A long text is several messages; one that is not taken decides.
        for (const json::value& message : *messages) {
            if (!message.is_object()) continue;
            sent = vonage_answer(message.get_object(), std::move(sent));
            if (sent.verdict != Verdict::accepted) return sent;
            ++parts;
        }
        sent.parts = parts;
        return sent;
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        const auto code = integer(reason);
        return code ? verdict_of(failure_codes, *code).value_or(Verdict::permanent) : Verdict::permanent;
    }

 private:
    // What is signed: the address's fields of a GET, the body's of a POST.
    static Form fields(const HttpRequest& request) {
        return request.method == "GET" ? parse_form(request.query()) : body_fields(request.body);
    }

    static Sent vonage_answer(const json::object& message, Sent sent) {
        const auto code = integer_at(message, "status");
        if (!code) return sent;
        sent.code = harmless(std::to_string(*code));
        sent.verdict = verdict_of(send_codes, *code).value_or(Verdict::retry);
        if (*code == throttled_code) sent.retry_after = seconds{1};  // their wait is told in milliseconds
        if (sent.verdict != Verdict::accepted) sent.provider_id.clear();
        const std::string_view id = text_at(message, "message-id");
        if (sent.verdict == Verdict::accepted && sent.provider_id.empty()) sent.provider_id = usable_or_empty(id);
        return sent;
    }

    std::string url_;
    std::string api_key_;
    std::string api_secret_;
    std::string from_;
    std::string report_url_;
    std::optional<vonage_parts::Signature> signature_;
    std::optional<HookSecret> secret_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    if (!settings.value("signature_secret").empty()) {
        auto signature = vonage_parts::signature_of(settings);
        if (!signature) return std::unexpected(std::move(signature.error()));
        return std::make_unique<Vonage>(settings, *std::move(signature), std::nullopt);
    }
    auto secret = HookSecret::from(settings);
    if (!secret) return fail(Errc::misconfigured, secret.error().detail + "; or 'signature_secret'");
    return std::make_unique<Vonage>(settings, std::nullopt, *std::move(secret));
}

}  // namespace

Maker vonage() { return {"vonage", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
