// Africa's Talking USSD (developers.africastalking.com, "Handle USSD sessions"). Each hop brings everything typed since
// the dial, joined by '*'; the reply is text that begins with CON or END. Nothing is signed.
#include "kinds.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {secret_setting, open_setting};

constexpr char unit_separator = '\x1F';  // in no session id, so session + text cannot be read in two ways

// The notice that a session is over has what no hop has; some accounts send it to the same address.
bool is_end_notice(const Form& form, Hook hook) {
    return hook == Hook::status || field(form, "durationInMillis") || field(form, "hopsCount");
}

int count(std::string_view text) {
    constexpr long long most = 10'000;
    const auto number = integer(text);
    return number && *number > 0 && *number <= most ? static_cast<int>(*number) : 0;
}

milliseconds duration(std::string_view text) {
    constexpr long long day = 86'400'000;
    const auto number = integer(text);
    return milliseconds{number && *number > 0 && *number <= day ? *number : 0};
}

Result<Item> read_end(const Form& form) {
    const std::string_view status = value(form, "status");
    if (status.empty()) return fail(Errc::invalid_request, "field 'status' required");
    return SessionEnd{std::string{value(form, "sessionId")}, phone_or_word(value(form, "phoneNumber")),
                      status == "Success", count(value(form, "hopsCount")), duration(value(form, "durationInMillis"))};
}

Item read_hop(const Form& form, TimePoint now) {
    Inbound hop;
    hop.text = repaired_utf8(value(form, "text"));
    hop.ussd = UssdHop{std::string{value(form, "sessionId")}, true, usable_or_empty(value(form, "networkCode"))};
    hop.provider_id = hop.ussd->session + unit_separator + hop.text;
    hop.from = phone_or_word(value(form, "phoneNumber"));
    hop.to = repaired_utf8(value(form, "serviceCode"));
    hop.sent_at = now;
    return hop;
}

class AfricasTalkingUssd final : public InlineAdapter {
 public:
    explicit AfricasTalkingUssd(HookSecret secret) : secret_(std::move(secret)) {}

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return secret_.check(request);
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = fields_of(request);
        if (auto there = require(form, {"sessionId", "phoneNumber"}); !there)
            return std::unexpected(std::move(there.error()));
        if (!is_end_notice(form, hook)) return Received{{read_hop(form, now)}, taken()};
        auto end = read_end(form);
        if (!end) return std::unexpected(std::move(end.error()));
        return Received{{*std::move(end)}, taken()};
    }

    [[nodiscard]] HttpReply answer(const Content& content) const override {
        return HttpReply{200, "text/plain", (content.ends_session ? "END " : "CON ") + content.text, {}};
    }

 private:
    HookSecret secret_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<AfricasTalkingUssd>(*std::move(secret));
}

}  // namespace

Maker africastalking_ussd() { return {"africastalking_ussd", ChannelKind::ussd, settings_known, make}; }

}  // namespace sambung::adapters
