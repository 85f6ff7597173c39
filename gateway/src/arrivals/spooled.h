// What waits in the spool: a message or a delivery report, as bytes. Pure.
#pragma once

#include "model/error.h"
#include "model/message.h"
#include "store/queues.h"

#include <string>
#include <string_view>
#include <variant>

namespace sambung::gateway {

struct Report {
    std::string channel;
    StatusUpdate update;
};
using Spooled = std::variant<store::NewInbound, Report>;

[[nodiscard]] std::string encode_spooled(const Spooled& spooled);
// Errc::internal: it is none.
[[nodiscard]] Result<Spooled> decode_spooled(std::string_view bytes);

}  // namespace sambung::gateway
