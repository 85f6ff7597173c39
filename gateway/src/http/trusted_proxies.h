// Who called: the peer, or the address that a proxy of ours wrote down. X-Forwarded-For is only as true as who wrote
// it, so it is read from the right, and only as far as the writers are ours.
#pragma once

#include "model/error.h"
#include "model/http.h"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

class TrustedProxies {
 public:
    TrustedProxies() = default;  // trusts nobody

    // Addresses ("10.0.0.5", "::1") and networks ("10.0.0.0/8", "fd00::/8"). Errc::misconfigured naming an entry that
    // is neither, or a network with bits set beyond its mask.
    [[nodiscard]] static Result<TrustedProxies> parse(std::span<const std::string> entries);

    // "::ffff:10.0.0.5" is "10.0.0.5".
    [[nodiscard]] bool trusts(const boost::asio::ip::address& address) const;

    // The last address of X-Forwarded-For that is not ours if the peer is ours; else the peer. An entry that is no
    // address ends the search, and so does the list: the address found before it stands.
    [[nodiscard]] std::string caller(const boost::asio::ip::address& peer, const HttpHeaders& headers) const;

 private:
    struct Network {
        boost::asio::ip::address_v6::bytes_type bytes;  // IPv4 as ::ffff:a.b.c.d
        unsigned prefix = 128;                          // bits
    };
    [[nodiscard]] static Result<Network> parse_network(std::string_view entry);

    std::vector<Network> networks_;
};

}  // namespace sambung::gateway
