// Takes connections for one shard. Every shard has its own listener on the same address (SO_REUSEPORT), so the kernel
// spreads connections and no lock is shared.
#pragma once

#include "http/http_service.h"
#include "net/tls.h"
#include "model/error.h"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sambung::gateway {

// "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:0". Errc::misconfigured for anything else; names are not looked up.
[[nodiscard]] Result<boost::asio::ip::tcp::endpoint> parse_endpoint(std::string_view text);

struct ListenerSettings {
    boost::asio::ip::tcp::endpoint address{};  // port 0: any free one
    HttpLimits limits{};
    TrustedProxies proxies{};
    std::shared_ptr<TlsServer> tls{};  // none: plain
    std::function<void(std::string_view what)>
        report_bug{};  // a handler threw, or its reply cannot be sent; may be empty
};

// All of it on the shard's thread, counts() apart.
class Listener {
 public:
    // Takes connections from now on. `wheel` outlives the run of the shard's io_context.
    // Errc::misconfigured if the address cannot be bound.
    [[nodiscard]] static Result<std::unique_ptr<Listener>> open(Executor executor, TimerWheel& wheel,
                                                                HttpHandler handler, ListenerSettings settings);
    // Without stop(): closes all connections at once.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] const HttpCounts& counts() const;

    // Takes no more connections, closes the idle ones, and waits until the requests under way are answered, but not
    // longer than `within`. Then closes what is left and returns how many connections that were.
    [[nodiscard]] Task<std::size_t> stop(milliseconds within);

 private:
    struct Door;
    explicit Listener(std::shared_ptr<Door> door);

    std::shared_ptr<Door> door_;  // shared with the coroutine that accepts
};

}  // namespace sambung::gateway
