// Zenziva (console.zenziva.net, "API"), SMS and WhatsApp. What is known is sending, from its customers' programs: a
// form with userkey and passkey; status "1" in the answer is success, while its older interface had 0 for that, so keep
// to this one. What the answer's `text` says when it is not is told in sentences; the words looked for here are a
// guess. How it calls us is not documented: names of fields are settings, as with sms_http.
#include "answers.h"
#include "chat_text.h"
#include "hooked.h"
#include "json_reading.h"
#include "reading.h"
#include "registry.h"
#include "sms_http.h"
#include "sms_text.h"

#include <utility>

namespace sambung::adapters {

namespace {

constexpr std::array own_settings{
    Setting{"userkey", true, false, "of the account"},
    Setting{"passkey", true, true, "of the account"},
    Setting{"kind", false, false, "'sms', which is what it is if absent, or 'whatsapp'"},
    Setting{"send_url", false, false, "of another product, such as https://console.zenziva.net/masking/api/sendsms/"},
    secret_setting,
    open_setting,
};
constexpr std::array settings_known = sms_over_http::joined(own_settings, sms_over_http::reading_settings);

constexpr std::string_view sms_url = "https://console.zenziva.net/reguler/api/sendsms/";
constexpr std::string_view whatsapp_url = "https://console.zenziva.net/wareguler/api/sendWA/";
constexpr std::size_t longest_chat = 4096;
constexpr long long success = 1;

constexpr WordVerdict hints[] = {
    {"userkey", Verdict::alarm},   {"passkey", Verdict::alarm},    {"saldo", Verdict::alarm},
    {"kredit", Verdict::alarm},    {"credit", Verdict::alarm},     {"kuota", Verdict::alarm},
    {"nomor", Verdict::permanent}, {"number", Verdict::permanent},
};

Verdict guessed(std::string_view sentence) {
    std::string lower{sentence};
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const WordVerdict& hint : hints)
        if (lower.contains(hint.word)) return hint.verdict;
    return Verdict::retry;
}

class Zenziva final : public HookedAdapter {
 public:
    Zenziva(const ChannelSettings& settings, HookSecret secret, ChannelKind kind, sms_over_http::Reading reading)
        : HookedAdapter(kind, std::move(secret)),
          url_(settings.value("send_url")),
          userkey_(settings.value("userkey")),
          passkey_(settings.value("passkey")),
          reading_(std::move(reading)) {
        if (url_.empty()) url_ = kind == ChannelKind::sms ? sms_url : whatsapp_url;
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        return sms_over_http::read_call(request, hook, reading_, now);
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        if (kind() == ChannelKind::whatsapp) {
            const auto chat = as_chat(message, longest_chat);
            if (!chat) return std::unexpected(chat.error());
            return call(chat->to, chat->text);
        }
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        return call(sms->to, sms->text);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        const auto body = parse_object(reply.body);
        const auto status = body ? integer_at(*body, "status") : std::nullopt;
        if (!status) {
            sent.verdict = Verdict::retry;
            return sent;
        }
        sent.code = harmless(std::to_string(*status));
        if (*status != success) {
            sent.verdict = guessed(text_at(*body, "text"));
            return sent;
        }
        const auto id = integer_at(*body, "messageId");
        sent.provider_id = id ? std::to_string(*id) : usable_or_empty(text_at(*body, "messageId"));
        return sent;
    }

 private:
    [[nodiscard]] HttpCall call(const Phone& to, const std::string& text) const {
        return form_call(
            url_, {}, {{"userkey", userkey_}, {"passkey", passkey_}, {"to", locally_written(to)}, {"message", text}});
    }

    std::string url_;
    std::string userkey_;
    std::string passkey_;
    sms_over_http::Reading reading_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    const auto kind = kind_setting_of(settings);
    if (!kind) return std::unexpected(kind.error());
    auto reading = sms_over_http::reading_of(settings);
    if (!reading) return std::unexpected(std::move(reading.error()));
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<Zenziva>(settings, *std::move(secret), *kind, *std::move(reading));
}

}  // namespace

Maker zenziva() { return {"zenziva", ChannelKind::sms, settings_known, make}; }

}  // namespace sambung::adapters
