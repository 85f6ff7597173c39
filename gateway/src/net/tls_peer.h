// Whom a TLS client means to speak to.
#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <openssl/ssl.h>

#include <string>

namespace sambung::gateway {

// The peer's certificate must be for this host, and the peer is told which one we mean (RFC 6066 3: names only). Before
// the handshake.
template <class TlsStream>
[[nodiscard]] boost::system::error_code expect_host(TlsStream& stream, const std::string& host) {
    boost::system::error_code error;
    stream.set_verify_callback(boost::asio::ssl::host_name_verification{host}, error);
    boost::system::error_code no_address;
    boost::asio::ip::make_address(host, no_address);
    const bool named = static_cast<bool>(no_address);
    if (!error && named && SSL_set_tlsext_host_name(stream.native_handle(), host.c_str()) != 1)
        error = boost::asio::error::invalid_argument;
    return error;
}

}  // namespace sambung::gateway
