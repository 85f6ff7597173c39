// A TCP connection to a message centre, with TLS or without.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "store/task.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sambung::gateway {

// On one shard's thread. One read and one write may be under way at once.
class SmppWire {
 public:
    SmppWire() = default;
    SmppWire(const SmppWire&) = delete;
    SmppWire& operator=(const SmppWire&) = delete;
    virtual ~SmppWire() = default;

    // Looks the name up, connects, and with TLS shakes hands. Errc::unavailable says which step failed.
    virtual Task<Result<>> open(std::string host, std::uint16_t port) = 0;
    // How many octets came. Errc::unavailable when the peer or `cut` has ended the connection.
    virtual Task<Result<std::size_t>> read(std::span<char> into) = 0;
    virtual Task<Result<>> write(std::string_view octets) = 0;
    // Ends whatever is under way with an error, at once.
    virtual void cut() = 0;
};

// Without a context: plain TCP.
[[nodiscard]] std::unique_ptr<SmppWire> make_smpp_wire(Executor executor,
                                                       std::shared_ptr<boost::asio::ssl::context> tls);

}  // namespace sambung::gateway
