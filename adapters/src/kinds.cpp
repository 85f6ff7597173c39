#include "kinds.h"

#include <utility>

namespace sambung::adapters {

Verdict Adapter::failure(std::string_view /*reason*/) const { return Verdict::permanent; }

MediaStep Adapter::media(std::string_view /*id*/) const {
    return std::unexpected(MediaFault{.verdict = Verdict::permanent, .code = "no_fetch"});
}

MediaStep Adapter::media_next(const MediaCall& /*before*/, const HttpReply& /*reply*/) const {
    return std::unexpected(MediaFault{.verdict = Verdict::permanent, .code = "no_fetch"});
}

HttpReply Adapter::answer_to(const Inbound& /*hop*/, const Content& content) const { return answer(content); }

Result<HttpCall> InlineAdapter::send(const Outbound& /*message*/) const {
    return fail(Errc::invalid_request, "a USSD screen is the reply to the citizen's own request");
}

Sent InlineAdapter::sent(const HttpReply& /*reply*/) const { return Sent{Verdict::our_bug, {}, {}, {}}; }

HttpReply SendingAdapter::answer(const Content& /*content*/) const { return taken(); }

Result<ChannelKind> kind_setting_of(const ChannelSettings& settings) {
    const std::string_view word = settings.value("kind");
    if (word.empty()) return ChannelKind::sms;
    const auto kind = channel_kind_from(word);
    if (!kind || *kind == ChannelKind::ussd) return fail(Errc::misconfigured, "key 'kind': 'sms' or 'whatsapp'");
    return *kind;
}

std::optional<FreeWords> official_whatsapp(ChannelKind kind) {
    if (kind != ChannelKind::whatsapp) return std::nullopt;
    return FreeWords{.last = std::chrono::hours{24}, .template_after = false};
}

Result<Received> received(Result<Item> item, HttpReply acknowledgement) {
    if (!item) return std::unexpected(std::move(item.error()));
    return Received{{*std::move(item)}, std::move(acknowledgement)};
}

HttpReply taken() { return HttpReply{200, "text/plain", {}, {}}; }

}  // namespace sambung::adapters
