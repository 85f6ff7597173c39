// Everything that operators' message centres differ in, as the keys of a channel with `adapter: smpp`.
// docs/configuration.md explains them.
#pragma once

#include "adapters/adapter.h"
#include "adapters/smpp_long.h"
#include "adapters/smpp_receipt.h"
#include "adapters/smpp_session.h"
#include "adapters/smpp_text.h"
#include "adapters/smpp_ussd.h"

#include <cstdint>
#include <string>

namespace sambung::adapters::smpp {

struct LinkSettings {
    std::string host;
    std::uint16_t port = 2775;
    bool tls = false;
    std::string tls_authorities;  // PEM file, besides the system's own
    bool ussd = false;            // the channel's kind: SMS or USSD
    bool pair = false;            // two connections, a transmitter and a receiver; else one transceiver
    Session::Settings session;    // `bind` is set for each connection
    Address from;                 // sender of SMS; without digits the centre puts its own
    std::uint8_t to_ton = 1, to_npi = 1;
    std::string service_type;
    Coding coding;
    LongBy long_by = LongBy::udh8;
    Receipts receipts = Receipts::marked;
    IdBase ids = IdBase::same;
    UssdStyle style;
};

// Errc::misconfigured names the key that cannot be used. Keys that are absent have the defaults above.
[[nodiscard]] Result<LinkSettings> link_settings(const ChannelSettings& settings);

}  // namespace sambung::adapters::smpp
