// DartMedia (Hub9), an Indonesian SMS aggregator. Its pages are not public; what stands here is what other programs do
// with it, so check the lengths, `dcs` and how it joins long texts with them. Sending knows only a query with the
// password in it, so that address is never logged. Every call of theirs is answered "000".
#include "answers.h"
#include "hooked.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"send_url", true, false, "their address for sending, without a query"},
    {"username", true, false, "the `userid` that they gave"},
    {"password", true, true, "of that user"},
    {"from", true, false, "our short code (`original`)"},
    secret_setting,
    open_setting,
};

constexpr std::string_view taken_code = "000";
constexpr std::size_t code_length = 3;

constexpr WordVerdict send_codes[] = {
    {taken_code, Verdict::accepted},
    {"001", Verdict::alarm},  // user or password
    {"101", Verdict::alarm},  // the account has expired
};

// "20260101070005", the time in Jakarta.
std::optional<TimePoint> jakarta_time(std::string_view digits) {
    constexpr std::size_t length = 14;
    if (digits.size() != length) return std::nullopt;
    const auto part = [digits](std::size_t at, std::size_t size) { return std::string{digits.substr(at, size)}; };
    return iso_time(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" + part(10, 2) + ":" +
                    part(12, 2) + "+07:00");
}

std::optional<Delivery> delivery_in(std::string_view status) {
    constexpr long long first_delivered = 10;
    constexpr long long last_delivered = 12;
    constexpr long long last_passing = 20;
    const auto number = integer(status);
    if (!number) return std::nullopt;
    if (*number >= first_delivered && *number <= last_delivered) return Delivery::delivered;
    return *number > last_passing ? Delivery::failed : Delivery::sent;
}

Result<Item> read_report(const Form& form) {
    if (auto there = require(form, {"messageid", "status"}); !there) return std::unexpected(std::move(there.error()));
    const auto delivery = delivery_in(value(form, "status"));
    if (!delivery) return fail(Errc::invalid_request, "field 'status' must be a number");
    const std::string_view id = value(form, "messageid");
    const std::string ref{id.substr(0, id.find('.'))};  // behind it the number of the part
    if (ref.empty()) return fail(Errc::invalid_request, "field 'messageid' missing or unusable");
    return StatusUpdate{ref, ref, *delivery,
                        *delivery == Delivery::failed ? harmless(value(form, "status")) : std::string{}};
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"messageid", "original"}); !there) return std::unexpected(std::move(there.error()));
    Inbound message;
    message.provider_id = value(form, "messageid");
    message.from = phone_or_word(value(form, "original"));
    message.to = repaired_utf8(value(form, "sendto"));
    message.text = repaired_utf8(value(form, "message"));
    message.sent_at = judged(jakarta_time(value(form, "date")), now);
    return message;
}

class DartMedia final : public HookedAdapter {
 public:
    DartMedia(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::sms, std::move(secret)),
          url_(settings.value("send_url")),
          username_(settings.value("username")),
          password_(settings.value("password")),
          from_(settings.value("from")) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields_of(request);
        return received(hook == Hook::status ? read_report(form) : read_message(form, now),
                        HttpReply{200, "text/plain", std::string{taken_code}, {}});
    }

    // Which `dcs` means Unicode is not known, so texts are written in the letters that GSM-7 has.
    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        HttpCall call{"GET", url_, {}, {}};
        call.secret_url = url_ + "?" +
                          encode_form({{"userid", username_},
                                       {"password", password_},
                                       {"original", from_},
                                       {"sendto", std::string{sms->to.msisdn()}},
                                       {"udhl", "0"},
                                       {"dcs", "0"},
                                       {"message", to_gsm7_text(sms->text)},
                                       {"messageid", message.ref}});
        return call;
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        const std::string_view code = std::string_view{reply.body}.substr(0, code_length);
        if (integer(code)) sent.code = code;
        sent.verdict = verdict_of(send_codes, code).value_or(Verdict::retry);
        return sent;  // its reports name our reference
    }

 private:
    std::string url_;
    std::string username_;
    std::string password_;
    std::string from_;
};

}  // namespace

Maker dartmedia() { return {"dartmedia", ChannelKind::sms, settings_known, make_hooked<DartMedia>}; }

}  // namespace sambung::adapters
