// What a provider calls us with when a person says something: the other end of our webhooks, for the phone in the
// terminal and for rehearsals. Only for the three providers of the demo: Africa's Talking, Kannel and WhatsApp Cloud.
#pragma once

#include "config.h"
#include "model/http.h"
#include "model/message.h"
#include "model/time.h"

#include <string_view>

namespace sambung::gateway {

// `origin` is where we listen, "http://127.0.0.1:8080". The text of a USSD hop is everything since the dial. A message
// without a time was sent at `now`.
[[nodiscard]] HttpCall provider_call(const ChannelConfig& channel, ChannelKind kind, std::string_view origin,
                                     const Inbound& message, TimePoint now);

// The screen in the answer to a USSD hop.
[[nodiscard]] Content ussd_screen(const HttpReply& reply);

}  // namespace sambung::gateway
