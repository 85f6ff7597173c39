// Kannel's sms-service and sendsms (Kannel 1.4.5 user guide, chapters "Setting up SMS gateway" and "Using sendsms").
// Kannel calls our get-url for a message and our dlr-url for a report; both addresses are ours to shape:
//   get-url = https://…/hooks/<id>?id=%I&ts=%T&from=%q&to=%Q&text=%b&coding=%c&charset=%C&smsc=%i&secret=…
// with catch-all = true, max-messages = 0 and omit-empty = true, and http-request-retry set, or a message that comes
// while we restart is lost. A send is a POST with X-Kannel headers, so no number or password stands in an address.
#include "answers.h"
#include "kannel_text.h"
#include "kinds.h"
#include "model/gsm7.h"
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
    {"send_url", true, false, "of the smsbox, such as http://127.0.0.1:13013/cgi-bin/sendsms"},
    {"username", true, false, "of the group sendsms-user"},
    {"password", true, true, "of the group sendsms-user"},
    {"from", false, false, "sender of what we send; Kannel's default-sender if absent"},
    {"smsc", false, false, "smsc-id to send by; Kannel's own routing if absent"},
    {"dlr_base", false, false,
     "our address as Kannel reaches it; public_url if absent, no delivery reports if neither"},
    secret_setting,
    open_setting,
};

// Delivered, not delivered, accepted by the SMSC, refused by it. Without 4 (queued there), which tells nothing more.
constexpr std::string_view dlr_mask = "27";

constexpr std::pair<int, Delivery> dlr_values[] = {
    {1, Delivery::delivered}, {2, Delivery::failed}, {4, Delivery::sent}, {8, Delivery::sent}, {16, Delivery::failed}};

constexpr CodeVerdict send_statuses[] = {
    {202, 202, Verdict::accepted},  // "0: Accepted for delivery", "3: Queued for later delivery"
    {400, 400, Verdict::our_bug},   // "Missing receiver number, rejected" and others
    {403, 403, Verdict::alarm},     // "Authorization failed for sendsms"
    {404, 404, Verdict::alarm},     // "Unknown request.": send_url is wrong
    {503, 503, Verdict::retry},     // "Temporal failure, try again later."
};

constexpr std::string_view denied = "Number(s) has/have been denied by white- and/or black-lists.";

// The receipt that `answer` (%A) quotes may hold the message, so only the code after "err:" or "NACK/" is taken.
std::string reason_of(std::string_view dlr_value, std::string_view answer) {
    for (const std::string_view mark : {"NACK/", "err:"}) {
        const auto at = answer.find(mark);
        if (at == std::string_view::npos) continue;
        const std::string_view behind = answer.substr(at + mark.size());
        if (std::string code = harmless(behind.substr(0, behind.find_first_of("/ "))); !code.empty()) return code;
    }
    return harmless(dlr_value);
}

Result<Item> read_report(const Form& form) {
    const std::string_view ref = value(form, "ref");
    const std::string_view id = value(form, "smsc_id");
    if (!usable(ref) && !usable(id)) return fail(Errc::invalid_request, "field 'ref' or 'smsc_id' required");
    const auto dlr_value = integer(value(form, "status"));
    if (!dlr_value) return fail(Errc::invalid_request, "field 'status' must be a DLR value");
    const auto* const row = std::ranges::find(dlr_values, *dlr_value, &std::pair<int, Delivery>::first);
    if (row == std::end(dlr_values)) return Ignored{"a DLR value that we do not ask for"};
    StatusUpdate update{usable_or_empty(ref), usable_or_empty(id), row->second, {}};
    if (update.delivery == Delivery::failed) update.reason = reason_of(value(form, "status"), value(form, "answer"));
    return update;
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"id", "from"}); !there) return std::unexpected(std::move(there.error()));
    if (value(form, "coding") == "1") return Ignored{"a binary message"};
    Inbound message;
    message.provider_id = value(form, "id");
    message.from = phone_or_word(value(form, "from"));
    message.to = repaired_utf8(value(form, "to"));
    message.text = text_in_charset(value(form, "text"), value(form, "charset"));
    message.sent_at = judged(epoch_seconds(value(form, "ts")), now);
    return message;
}

class Kannel final : public SendingAdapter {
 public:
    Kannel(const ChannelSettings& settings, HookSecret secret)
        : url_(settings.value("send_url")),
          username_(settings.value("username")),
          password_(settings.value("password")),
          from_(settings.value("from")),
          smsc_(settings.value("smsc")),
          secret_(std::move(secret)) {
        std::string base{settings.value("dlr_base")};
        if (base.empty()) base = settings.public_url;
        while (base.ends_with('/')) base.pop_back();
        if (!base.empty()) report_url_ = base + "/hooks/" + percent_encode(settings.id) + "/status";
    }

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::sms; }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return secret_.check(request);
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields_of(request);
        return received(hook == Hook::status ? read_report(form) : read_message(form, now), taken());
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        const bool gsm7 = septets(sms->text).has_value();
        HttpCall call{"POST", url_, {}, gsm7 ? sms->text : utf16be_encode(sms->text)};
        call.headers = {{"X-Kannel-Username", username_},
                        {"X-Kannel-Password", password_},
                        {"X-Kannel-To", sms->to.e164()},
                        {"X-Kannel-Coding", gsm7 ? "0" : "2"},
                        {"Content-Type", gsm7 ? "text/plain; charset=UTF-8" : "text/plain; charset=UTF-16BE"}};
        if (!from_.empty()) call.headers.emplace_back("X-Kannel-From", from_);
        if (!smsc_.empty()) call.headers.emplace_back("X-Kannel-SMSC", smsc_);
        if (!report_url_.empty()) {
            call.headers.emplace_back("X-Kannel-DLR-Mask", dlr_mask);
            call.headers.emplace_back("X-Kannel-DLR-Url", report_url(message.ref));
        }
        return call;
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (const auto known = verdict_of(send_statuses, reply.status)) sent.verdict = *known;
        if (reply.status == 400 && reply.body.starts_with(denied)) sent.verdict = Verdict::permanent;
        return sent;
    }

 private:
    // Kannel fills %d and %F when it calls. In what percent_encode writes, a plain text's "%2B" is no code of Kannel's.
    [[nodiscard]] std::string report_url(std::string_view ref) const {
        std::string url = report_url_ + "?ref=" + percent_encode(ref) + "&status=%d&smsc_id=%F";
        if (!secret_.secret().empty()) url += "&secret=" + percent_encode(secret_.secret());
        return url;
    }

    std::string url_;
    std::string username_;
    std::string password_;
    std::string from_;
    std::string smsc_;
    std::string report_url_;
    HookSecret secret_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<Kannel>(settings, *std::move(secret));
}

}  // namespace

Maker kannel() { return {"kannel", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
