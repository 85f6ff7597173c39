// How messages wait in the inbox, the outbox and as a session's last reply.
#pragma once

#include "model/error.h"
#include "model/message.h"

#include <string>
#include <string_view>

namespace sambung::gateway {

[[nodiscard]] std::string encode_inbound(const Inbound& message);
[[nodiscard]] Result<Inbound> decode_inbound(std::string_view bytes);

[[nodiscard]] std::string encode_outbound(const Outbound& message);
[[nodiscard]] Result<Outbound> decode_outbound(std::string_view bytes);

// Short for plain screens, which every USSD turn writes: 'C' or 'E' (ends the session) and the text.
[[nodiscard]] std::string encode_content(const Content& content);
[[nodiscard]] Content decode_content(std::string_view bytes);

}  // namespace sambung::gateway
