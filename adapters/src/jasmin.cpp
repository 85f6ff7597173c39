// Jasmin SMS gateway (docs.jasminsms.com, "HTTP API"). It signs nothing and calls again, three times every 30 s, until
// it reads exactly "ACK/Jasmin". A send is a form, so no number or password stands in an address.
#include "answers.h"
#include "digests.h"
#include "hooked.h"
#include "kannel_text.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"send_url", true, false, "of the HTTP API, such as http://127.0.0.1:1401/send"},
    {"username", true, false, "of the Jasmin user"},
    {"password", true, true, "of the Jasmin user"},
    {"from", false, false, "sender of what we send; the connector's if absent"},
    secret_setting,
    open_setting,
};

constexpr std::string_view acknowledgement = "ACK/Jasmin";
constexpr std::string_view gsm7_coding = "0";
constexpr std::string_view latin_coding = "3";
constexpr std::string_view ucs2_coding = "8";

constexpr CodeVerdict send_statuses[] = {
    {400, 400, Verdict::our_bug},  // a parameter is missing or wrong
    {403, 403, Verdict::alarm},    // user, password or a right that is missing
    {412, 412, Verdict::alarm},    // no route, or a filter of the user's
    {500, 500, Verdict::retry},
};

// The only error that passes by itself; it comes with the status of a missing right.
constexpr std::string_view too_fast = "throughput";

std::optional<Delivery> delivery_in(std::string_view state) {
    if (state == "ESME_ROK") return Delivery::sent;
    if (state.starts_with("ESME_")) return Delivery::failed;
    return delivery_of_receipt(state);
}

Result<Item> read_report(const Form& form) {
    if (auto there = require(form, {"id", "message_status"}); !there) return std::unexpected(std::move(there.error()));
    const std::string_view state = value(form, "message_status");
    const auto delivery = delivery_in(state);
    if (!delivery) return Ignored{"a delivery status that tells nothing"};
    const std::string_view reason = value(form, "err").empty() ? state : value(form, "err");
    return StatusUpdate{usable_or_empty(value(form, "ref")), std::string{value(form, "id")}, *delivery,
                        *delivery == Delivery::failed ? harmless(reason) : std::string{}};
}

// `content` holds the bytes as they came, `binary` the same in hex.
std::optional<std::string> text_in(const Form& form) {
    const std::string_view coding = value(form, "coding");
    const auto bytes = unhexed(value(form, "binary"));
    const std::string content = bytes && !bytes->empty() ? *bytes : std::string{value(form, "content")};
    if (coding == ucs2_coding) return utf16be_decode(content);
    if (coding == latin_coding) return text_in_charset(content, "ISO-8859-1");
    if (!coding.empty() && coding != gsm7_coding && coding != "1") return std::nullopt;
    return repaired_utf8(value(form, "content"));
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"id", "from"}); !there) return std::unexpected(std::move(there.error()));
    auto text = text_in(form);
    if (!text) return Ignored{"a binary message"};
    Inbound message;
    message.provider_id = value(form, "id");
    message.from = phone_or_word(value(form, "from"));
    message.to = repaired_utf8(value(form, "to"));
    message.text = *std::move(text);
    message.sent_at = now;  // theirs is not told
    return message;
}

std::string_view quoted(std::string_view body, std::string_view before) {
    if (!body.starts_with(before)) return {};
    body.remove_prefix(before.size());
    return body.substr(0, body.find('"'));
}

class Jasmin final : public HookedAdapter {
 public:
    Jasmin(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::sms, std::move(secret)),
          url_(settings.value("send_url")),
          username_(settings.value("username")),
          password_(settings.value("password")),
          from_(settings.value("from")),
          report_url_(report_address(settings)) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields_of(request);
        const bool report = hook == Hook::status || field(form, "message_status");
        return received(report ? read_report(form) : read_message(form, now),
                        HttpReply{200, "text/plain", std::string{acknowledgement}, {}});
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        const bool gsm7 = septets(sms->text).has_value();
        Form form{{"username", username_},
                  {"password", password_},
                  {"to", std::string{sms->to.msisdn()}},
                  {"coding", std::string{gsm7 ? gsm7_coding : ucs2_coding}}};
        if (gsm7)
            form.emplace_back("content", sms->text);
        else
            form.emplace_back("hex-content", hex(utf16be_encode(sms->text)));
        if (!from_.empty()) form.emplace_back("from", from_);
        if (!report_url_.empty()) {
            const std::string mark = report_url_.contains('?') ? "&" : "?";
            form.emplace_back("dlr", "yes");
            form.emplace_back("dlr-level", "3");  // taken by the operator, and what became of it
            form.emplace_back("dlr-method", "POST");
            form.emplace_back("dlr-url", report_url_ + mark + "ref=" + message.ref);
        }
        return form_call(url_, {}, form);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (const auto known = verdict_of(send_statuses, reply.status)) sent.verdict = *known;
        if (reply.status == 403 && reply.body.contains(too_fast)) sent.verdict = Verdict::throttled;
        if (sent.verdict != Verdict::accepted) return sent;
        const std::string_view id = quoted(reply.body, "Success \"");
        if (id.empty()) sent.verdict = Verdict::retry;  // not Jasmin that answers
        sent.provider_id = usable_or_empty(id);
        return sent;
    }

 private:
    std::string url_;
    std::string username_;
    std::string password_;
    std::string from_;
    std::string report_url_;
};

}  // namespace

Maker jasmin() { return {"jasmin", ChannelKind::sms, settings_known, make_hooked<Jasmin>}; }

}  // namespace sambung::adapters
