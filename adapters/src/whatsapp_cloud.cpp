// The WhatsApp Cloud API as an adapter: who may call, and where to send. One address takes messages and statuses.
#include "digests.h"
#include "json_reading.h"
#include "kinds.h"
#include "media_calls.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"
#include "whatsapp.h"

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"app_secret", true, true, "of the Meta app; signs every webhook"},
    {"verify_token", true, true, "chosen by us and typed in where the webhook is set up"},
    {"access_token", true, true, "of the system user, for sending"},
    {"phone_number_id", true, false, "Meta's id of our number; messages to other numbers are ignored"},
    {"send_url", false, false, "another address for the Graph API, with its version"},
    {"template", false, false, "approved template for news after 24 hours; its body has one placeholder, {{1}}"},
    {"template_language", false, false, "language code of that template (if absent: id)"},
};

constexpr std::string_view graph_url = "https://graph.facebook.com/v25.0";
constexpr std::string_view signature_prefix = "sha256=";

class WhatsAppCloud final : public SendingAdapter {
 public:
    explicit WhatsAppCloud(const ChannelSettings& settings)
        : signature_(settings.value("app_secret")),
          verify_token_(settings.value("verify_token")),
          access_token_(settings.value("access_token")),
          phone_number_id_(settings.value("phone_number_id")),
          url_(settings.value("send_url")),
          template_{std::string{settings.value("template")}, std::string{settings.value("template_language")}} {
        if (template_.language.empty()) template_.language = "id";
        if (url_.empty()) url_ = graph_url;
        while (url_.ends_with('/')) url_.pop_back();
        graph_ = url_;
        url_ += "/" + percent_encode(phone_number_id_) + "/messages";
    }

    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::whatsapp; }

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return request.method == "GET" ? verify_challenge(request) : verify_signature(request);
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook /*hook*/, TimePoint now) const override {
        if (request.method == "GET") return echo_challenge(request);
        auto items = whatsapp::read_webhook(request.body, phone_number_id_, now);
        if (!items) return std::unexpected(std::move(items.error()));
        return Received{*std::move(items), taken()};
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        auto body = whatsapp::write_message(message, template_);
        if (!body) return std::unexpected(std::move(body.error()));
        return HttpCall{"POST",
                        url_,
                        {{"Authorization", "Bearer " + access_token_}, {"Content-Type", "application/json"}},
                        *std::move(body)};
    }

    [[nodiscard]] std::optional<FreeWords> free_words() const override {
        return FreeWords{.last = std::chrono::hours{24}, .template_after = !template_.name.empty()};
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override { return whatsapp::read_answer(reply); }

    // The graph tells an address that is good for five minutes; both want the token.
    [[nodiscard]] MediaStep media(std::string_view id) const override {
        MediaCall step{.call = media_get(graph_ + "/" + percent_encode(id))};
        step.call.headers.emplace_back("Authorization", "Bearer " + access_token_);
        return step;
    }

    [[nodiscard]] MediaStep media_next(const MediaCall& before, const HttpReply& reply) const override {
        if (before.brings_it) return std::unexpected(expired_or(media_fault(reply)));
        const auto body = parse_object(reply.body);
        const std::string_view url = body && reply.status == 200 ? text_at(*body, "url") : std::string_view{};
        if (url.empty()) return std::unexpected(media_fault(whatsapp::read_answer(reply)));
        constexpr std::string_view metas[] = {"graph.facebook.com", "*.fbsbx.com", "*.fbcdn.net"};
        if (!(lies_at(url, metas) || under(graph_, url)) || !is_plain_address(url))
            return std::unexpected(foreign_media());
        MediaCall step{.call = media_get(graph_ + "/media", std::string{url}),
                       .brings_it = true,
                       .sha256 = digest_in_hex(text_at(*body, "sha256"))};
        step.call.headers.emplace_back("Authorization", "Bearer " + access_token_);
        return step;
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        const auto code = integer(reason);
        return code ? whatsapp::verdict_of_error(*code) : Verdict::permanent;
    }

 private:
    [[nodiscard]] Result<> verify_challenge(const HttpRequest& request) const {
        const Form query = parse_form(request.query());
        const bool known = same_secret(value(query, "hub.verify_token"), verify_token_);
        if (!known || value(query, "hub.mode") != "subscribe")
            return fail(Errc::not_authentic, "the verify token is missing or wrong");
        return {};
    }

    // Over the bytes as they came: Meta escapes what a re-written JSON would not, and signs that.
    [[nodiscard]] Result<> verify_signature(const HttpRequest& request) const {
        const std::string_view given = header(request.headers, "X-Hub-Signature-256").value_or(std::string_view{});
        const auto expected = given.starts_with(signature_prefix) ? signature_.of(request.body) : std::nullopt;
        if (!expected || !same_secret(given.substr(signature_prefix.size()), hex(*expected)))
            return fail(Errc::not_authentic, "X-Hub-Signature-256 is missing or does not match the body");
        return {};
    }

    static Result<Received> echo_challenge(const HttpRequest& request) {
        const Form query = parse_form(request.query());
        const std::string_view challenge = value(query, "hub.challenge");
        if (!usable(challenge)) return fail(Errc::invalid_request, "field 'hub.challenge' missing or unusable");
        return Received{{}, HttpReply{200, "text/plain", std::string{challenge}, {}}};
    }

    HmacSha256 signature_;
    std::string verify_token_;
    std::string access_token_;
    std::string phone_number_id_;
    std::string graph_;  // with its version
    std::string url_;
    whatsapp::Template template_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    return std::make_unique<WhatsAppCloud>(settings);
}

}  // namespace

Maker whatsapp_cloud() { return {"whatsapp_cloud", ChannelKind::whatsapp, settings_known, make}; }

}  // namespace sambung::adapters
