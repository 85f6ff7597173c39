// Which addresses the whole internet shares. Whoever names us a place to call must not lead us to our own machines.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace sambung::gateway {

// False for what the registries keep for special uses (RFC 6890 and its IANA tables): this machine, private and shared
// networks, link-local, documentation, multicast; and for IPv6 that wraps such an IPv4.
[[nodiscard]] bool is_public(const boost::asio::ip::address& address);

}  // namespace sambung::gateway
