// The bytes of a connection that came in, plain or TLS. Every wait has a deadline on the shard's wheel.
#pragma once

#include "http/http_service.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <concepts>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace sambung::gateway {

using TlsStream = boost::asio::ssl::stream<Socket>;

template <class Stream>
class Wire final : private TimerWheel::Deadline {
    static constexpr auto use_tuple = boost::asio::as_tuple(use_task);

 public:
    Wire(TimerWheel& wheel, Socket socket)
        requires std::same_as<Stream, Socket>
        : wheel_(wheel), stream_(std::move(socket)) {}
    Wire(TimerWheel& wheel, Socket socket, std::shared_ptr<boost::asio::ssl::context> tls)
        requires std::same_as<Stream, TlsStream>
        : wheel_(wheel), tls_(std::move(tls)), stream_(std::move(socket), *tls_) {}

    // What waits from now on ends after `time`; replaces the limit before.
    void limit(milliseconds time) {
        expired_ = false;
        wheel_.arm(*this, time);
    }
    void lift_limit() { disarm(); }
    [[nodiscard]] bool is_expired() const { return expired_; }

    // What waits now ends, with what it has.
    void cancel() {
        boost::system::error_code ignored;
        socket().cancel(ignored);
    }
    void cut() {
        boost::system::error_code ignored;
        socket().close(ignored);
    }

    // The TLS handshake; nothing to do if plain. False if there is nobody to talk to.
    Task<bool> open() {
        if constexpr (std::same_as<Stream, TlsStream>) {
            const auto [error] = co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, use_tuple);
            co_return !error;
        }
        co_return true;
    }

    // Bytes read; 0 if there will be none, or the limit has passed.
    Task<std::size_t> read(std::span<char> room) {
        if (expired_) co_return 0;
        const auto [error, size] = co_await stream_.async_read_some(boost::asio::buffer(room), use_tuple);
        co_return error ? 0 : size;
    }

    // False if not all of it went out.
    Task<bool> write(std::string_view text) {
        while (!text.empty()) {
            const auto [error, size] = co_await stream_.async_write_some(boost::asio::buffer(text), use_tuple);
            if (error || expired_) co_return false;
            text.remove_prefix(size);
        }
        co_return true;
    }

    // Says that no more will come, and throws away what does until the other side closes. `room` is for that.
    // Closing with bytes unread makes the kernel send a reset, which can overtake the reply (RFC 9112 9.6).
    Task<> close(std::span<char> room) {
        if constexpr (std::same_as<Stream, TlsStream>) {
            co_await stream_.async_shutdown(use_tuple);
        }
        boost::system::error_code gone;
        socket().shutdown(Socket::shutdown_send, gone);
        while (!gone && !expired_) {
            const auto [error, size] = co_await socket().async_read_some(boost::asio::buffer(room), use_tuple);
            gone = error;
        }
    }

    Socket& socket() {
        if constexpr (std::same_as<Stream, Socket>) {
            return stream_;
        } else {
            return stream_.next_layer();
        }
    }

 private:
    void on_deadline() override {
        expired_ = true;
        cancel();
        wheel_.arm(*this, milliseconds{0});  // again at the next tick: TLS may just have been between two reads
    }

    TimerWheel& wheel_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    Stream stream_;
    bool expired_ = false;
};

}  // namespace sambung::gateway
