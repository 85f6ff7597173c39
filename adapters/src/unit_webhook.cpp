// What a unit is told, to a program of its own: CloudEvents 1.0 (structured mode), signed by Standard Webhooks
// (standardwebhooks.com). Sending only; the unit answers by the partner API. Each channel is one endpoint with one
// secret, so that no partner can write in our name to another, and one that is down holds up nobody else. The id is the
// message's own and stays over all tries; the time is that of the try.
#include "answers.h"
#include "calls.h"
#include "digests.h"
#include "kinds.h"
#include "registry.h"
#include "secrets.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"endpoint", true, false, "its name: the address in units.yaml"},
    {"send_url", true, false, "https://… of the unit's program"},
    {"secret", true, true, "whsec_ and base64 of 24 to 64 bytes, as the unit has it too"},
    {"old_secret", false, true, "while the secret is changed: the one of before; both sign"},
    {"private", false, false, "'yes': the endpoint may lie in a private network"},
    {"open", false, false, "'loopback': an endpoint on this machine, without TLS"},
};

// 401, 403, 404: secret or address wrong. 410: the unit wants no more, until a person has spoken with it.
constexpr CodeVerdict statuses[] = {
    {200, 299, Verdict::accepted}, {400, 400, Verdict::our_bug},   {401, 401, Verdict::alarm},
    {403, 404, Verdict::alarm},    {410, 410, Verdict::gone},      {413, 413, Verdict::our_bug},
    {422, 422, Verdict::our_bug},  {429, 429, Verdict::throttled},
};

std::optional<std::string> key_in(std::string_view secret) {
    constexpr std::string_view prefix = "whsec_";
    if (!secret.starts_with(prefix)) return std::nullopt;
    auto key = unbase64(secret.substr(prefix.size()));
    if (!key || key->size() < 24 || key->size() > 64) return std::nullopt;
    return key;
}

bool on_this_machine(std::string_view url) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!url.starts_with(scheme)) continue;
        std::string_view host = url.substr(scheme.size());
        host = host.substr(0, host.find_first_of("/?#"));
        if (host.contains('@')) return false;
        if (host.starts_with("[::1]")) return host.size() == 5 || host[5] == ':';
        const std::string_view name = host.substr(0, host.find(':'));
        const bool digits = name.find_first_not_of("0123456789.") == std::string_view::npos;
        return name == "localhost" || (name.starts_with("127.") && digits);
    }
    return false;
}

class UnitWebhook final : public SendingAdapter {
 public:
    UnitWebhook(const ChannelSettings& settings, std::vector<HmacSha256> keys)
        : url_(settings.value("send_url")),
          endpoint_(settings.value("endpoint")),
          public_only_(settings.value("private").empty() && settings.value("open").empty()),
          keys_(std::move(keys)) {}

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::whatsapp; }
    [[nodiscard]] Carries carries() const override { return Carries::events; }
    [[nodiscard]] bool knows_repeats() const override { return true; }

    [[nodiscard]] Result<> verify(const HttpRequest& /*request*/, Hook /*hook*/) const override {
        return fail(Errc::not_authentic, "nothing comes in on this channel");
    }
    [[nodiscard]] Result<Received> receive(const HttpRequest& /*request*/, Hook /*hook*/,
                                           TimePoint /*now*/) const override {
        return fail(Errc::invalid_request, "nothing comes in on this channel");
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        if (message.to != endpoint_) return fail(Errc::invalid_request, "the recipient is not this endpoint");
        if (!message.content.text.starts_with('{')) return fail(Errc::invalid_request, "the message is no event");
        const auto at = std::chrono::duration_cast<seconds>(message.at.value_or(TimePoint{}).time_since_epoch());
        const std::string time = std::to_string(at.count());
        const std::string signed_words = message.ref + "." + time + "." + message.content.text;
        std::string signatures;
        for (const HmacSha256& key : keys_) {
            const auto digest = key.of(signed_words);
            if (!digest) return fail(Errc::internal, "no SHA-256");
            signatures += (signatures.empty() ? "v1," : " v1,") + base64(*digest);
        }
        HttpCall call;
        call.method = "POST";
        call.url = url_;
        call.headers = {{"Content-Type", "application/cloudevents+json; charset=utf-8"},
                        {"webhook-id", message.ref},
                        {"webhook-timestamp", time},
                        {"webhook-signature", std::move(signatures)}};
        call.body = message.content.text;
        call.public_only = public_only_;
        return call;
    }

    // A redirect is a failure: the event is for the address that was agreed.
    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        sent.verdict = verdict_of(statuses, reply.status).value_or(Verdict::retry);
        return sent;
    }

 private:
    std::string url_, endpoint_;
    bool public_only_;
    std::vector<HmacSha256> keys_;  // the new one first
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    if (const auto word = settings.value("private"); !word.empty() && word != "yes")
        return fail(Errc::misconfigured, "key 'private': only 'yes' is known");
    const std::string_view open = settings.value("open");
    if (!open.empty() && open != "loopback") return fail(Errc::misconfigured, "key 'open': only 'loopback' is known");
    const std::string_view url = settings.value("send_url");
    if (open.empty() && !url.starts_with("https://"))
        return fail(Errc::misconfigured, "key 'send_url': begins with https://");
    if (!open.empty() && !on_this_machine(url))
        return fail(Errc::misconfigured, "key 'send_url': with 'open: loopback' it leads to this machine");
    std::vector<HmacSha256> keys;
    for (const std::string_view name : {"secret", "old_secret"}) {
        const std::string_view secret = settings.value(name);
        if (secret.empty()) continue;
        const auto key = key_in(secret);
        if (!key)
            return fail(Errc::misconfigured, "key '" + std::string{name} + "': is whsec_ and base64 of 24 to 64 bytes");
        keys.emplace_back(*key);
    }
    return std::make_unique<UnitWebhook>(settings, std::move(keys));
}

}  // namespace

Maker unit_webhook() { return {"unit_webhook", ChannelKind::whatsapp, settings_known, make, Carries::events}; }

}  // namespace sambung::adapters
