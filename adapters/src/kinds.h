// The two kinds of channel, with the halves that each does not have.
#pragma once

#include "adapters/adapter.h"

namespace sambung::adapters {

// USSD: the reply to the request is the screen.
class InlineAdapter : public Adapter {
 public:
    [[nodiscard]] ChannelKind kind() const final { return ChannelKind::ussd; }
    [[nodiscard]] bool replies_inline() const final { return true; }
    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const final;
    [[nodiscard]] Sent sent(const HttpReply& reply) const final;
};

// SMS and WhatsApp: the reply to the request only says that it was kept.
class SendingAdapter : public Adapter {
 public:
    [[nodiscard]] bool replies_inline() const final { return false; }
    [[nodiscard]] HttpReply answer(const Content& content) const final;
};

// The key `kind` of an adapter that serves SMS and WhatsApp: SMS if absent. Errc::misconfigured for another word.
[[nodiscard]] Result<ChannelKind> kind_setting_of(const ChannelSettings& settings);

// Meta's rule, whoever is between: a day after the person's last message. SMS knows no such thing.
[[nodiscard]] std::optional<FreeWords> official_whatsapp(ChannelKind kind);

// The one item of a call, or why there is none.
[[nodiscard]] Result<Received> received(Result<Item> item, HttpReply acknowledgement);

// 200 and nothing else: some gateways send whatever stands in the body to the citizen.
[[nodiscard]] HttpReply taken();

}  // namespace sambung::adapters
