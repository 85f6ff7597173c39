// The adapter `smtp`: mail to the duty of units. Its keys, and a message as a letter. Sending it is the gateway's
// business. docs/configuration.md explains the keys.
#pragma once

#include "adapters/adapter.h"

#include <cstdint>
#include <string>

namespace sambung::adapters {

struct MailSettings {
    std::string host;
    std::uint16_t port = 587;
    enum class Tls : std::uint8_t {
        starttls,  // asked for after the greeting, and required
        implicit,  // from the first byte
        none       // a server on this machine
    };
    Tls tls = Tls::starttls;
    std::string tls_authorities;     // PEM file, besides the system's own
    std::string username, password;  // both empty: the server asks for none
    std::string from;
};

// Errc::misconfigured names the key that cannot be used.
[[nodiscard]] Result<MailSettings> mail_settings(const ChannelSettings& settings);

// RFC 5322, lines ending in CRLF, plain text in UTF-8. The first sentence is the subject; the Message-ID is made of
// `ref`, so it stays over all tries. Errc::invalid_request if the recipient is no plain mail address.
[[nodiscard]] Result<std::string> letter(const MailSettings& settings, const Outbound& message);

}  // namespace sambung::adapters
