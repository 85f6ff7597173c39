// Twilio, SMS and WhatsApp in one (twilio.com/docs/messaging/guides/webhook-request, /docs/usage/security,
// /docs/messaging/api/message-resource). Every call of theirs is signed over the address as it is typed in at Twilio,
// so public_url must be that address's beginning. They call once: what is not answered within 15 s is lost, unless
// "#rc=3&rp=all" stands behind the address. An SMS from us carries our reference in its status address.
#include "twilio.h"

#include "calls.h"
#include "chat_text.h"
#include "kinds.h"
#include "media_calls.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"
#include "whatsapp.h"

#include <array>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"account_sid", true, false, "AC… of the account"},
    {"auth_token", true, true, "of the account; signs their calls and opens ours"},
    {"old_auth_token", false, true, "while the token is changed: the one that still signs"},
    {"from", false, false, "our number or sender's name; or messaging_service_sid"},
    {"messaging_service_sid", false, false, "MG…: Twilio picks the sender"},
    {"kind", false, false, "'sms', which is what it is if absent, or 'whatsapp'"},
    {"send_url", false, false, "another address for their API, up to and with /2010-04-01"},
};

constexpr std::string_view api_url = "https://api.twilio.com/2010-04-01";
constexpr std::string_view whatsapp_prefix = "whatsapp:";
constexpr std::size_t longest_text = 1600;

class Twilio final : public SendingAdapter {
 public:
    Twilio(const ChannelSettings& settings, ChannelKind kind)
        : tokens_{std::string{settings.value("auth_token")}, std::string{settings.value("old_auth_token")}},
          public_url_(without_slashes(settings.public_url)),
          account_url_(url_of(settings, "send_url", api_url) + "/Accounts/" +
                       percent_encode(settings.value("account_sid"))),
          url_(account_url_ + "/Messages.json"),
          authorization_(basic_authorization(settings.value("account_sid"), settings.value("auth_token"))),
          status_url_(hook_address(settings, Hook::status)),
          service_(settings.value("messaging_service_sid")),
          from_(settings.value("from")),
          kind_(kind) {
        if (kind_ == ChannelKind::whatsapp && !from_.empty() && !from_.starts_with(whatsapp_prefix))
            from_.insert(0, whatsapp_prefix);
    }

    [[nodiscard]] ChannelKind kind() const override { return kind_; }
    [[nodiscard]] std::optional<FreeWords> free_words() const override { return official_whatsapp(kind_); }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        for (const std::string& token : tokens_)
            if (!token.empty() && twilio_parts::signed_with(token, public_url_, request)) return {};
        return fail(Errc::not_authentic, "X-Twilio-Signature is missing or does not match");
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        return received(twilio_parts::read(fields_of(request), hook, now),
                        HttpReply{200, "text/xml", "<Response/>", {}});
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        auto form = kind_ == ChannelKind::sms ? sms(message) : chat(message);
        if (!form) return std::unexpected(std::move(form.error()));
        if (service_.empty())
            form->emplace_back("From", from_);
        else
            form->emplace_back("MessagingServiceSid", service_);
        if (!status_url_.empty()) form->emplace_back("StatusCallback", status_url_ + "?ref=" + message.ref);
        return form_call(url_, {{"Authorization", authorization_}}, *form);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override { return twilio_parts::read_answer(reply); }

    // Their address of it, which must lie in our own account: it is called with the account's token.
    [[nodiscard]] MediaStep media(std::string_view id) const override {
        const bool ours = id.starts_with(account_url_ + "/Messages/") && id.contains("/Media/") && is_plain_path(id);
        if (!ours) return std::unexpected(foreign_media());
        MediaCall step{.call = media_get(account_url_ + "/Messages/Media", std::string{id}), .brings_it = true};
        step.call.headers.emplace_back("Authorization", authorization_);
        return step;
    }

    // It lies elsewhere, and the address of that is its own key.
    [[nodiscard]] MediaStep media_next(const MediaCall& before, const HttpReply& reply) const override {
        constexpr std::string_view storage[] = {"media.twiliocdn.com", "mms.twiliocdn.com"};
        constexpr std::string_view bucket = "https://s3-external-1.amazonaws.com/media.twiliocdn.com/";
        const std::string_view to = header(reply.headers, "Location").value_or(std::string_view{});
        if (reply.status / 100 != 3 || to.empty())
            // Not there yet, or not any more; within our account a refusal is of our credentials.
            return std::unexpected(under(account_url_, before.call.url) && reply.status != 404
                                       ? media_fault(reply)
                                       : expired_or(media_fault(reply)));
        const bool theirs = lies_at(to, storage) || to.starts_with(bucket) || under(account_url_, to);
        if (!theirs || !is_plain_address(to)) return std::unexpected(foreign_media());
        return MediaCall{.call = media_get("https://media.twiliocdn.com", std::string{to}), .brings_it = true};
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        const auto code = integer(reason);
        return code ? twilio_parts::verdict_of_error(*code) : Verdict::permanent;
    }

 private:
    static Result<Form> sms(const Outbound& message) {
        auto sms = as_sms(message);
        if (!sms) return std::unexpected(std::move(sms.error()));
        if (characters(sms->text) > longest_text)
            return fail(Errc::invalid_request, "the text must have 1 to 1600 characters");
        return Form{{"To", sms->to.e164()}, {"Body", std::move(sms->text)}};
    }

    // Buttons would need templates that were made beforehand, so options are the digits in the text.
    static Result<Form> chat(const Outbound& message) {
        std::string to{whatsapp_prefix};
        if (const auto phone = Phone::parse(message.to))
            to += phone->e164();
        else if (whatsapp::is_user_id(message.to))
            to += message.to;
        else
            return fail(Errc::invalid_request, "the recipient is neither a phone number nor a user id");
        auto text = chat_text(message, longest_text);
        if (!text) return std::unexpected(std::move(text.error()));
        return Form{{"To", std::move(to)}, {"Body", *std::move(text)}};
    }

    std::array<std::string, 2> tokens_;
    std::string public_url_;
    std::string account_url_;
    std::string url_;
    std::string authorization_;
    std::string status_url_;
    std::string service_;
    std::string from_;
    ChannelKind kind_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    const auto kind = kind_setting_of(settings);
    if (!kind) return std::unexpected(kind.error());
    if (settings.value("from").empty() && settings.value("messaging_service_sid").empty())
        return fail(Errc::misconfigured, "key 'from' or 'messaging_service_sid' required");
    if (settings.public_url.empty())
        return fail(Errc::misconfigured, "'public_url' required: the signature is over our address");
    return std::make_unique<Twilio>(settings, *kind);
}

}  // namespace

Maker twilio() { return {"twilio", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
