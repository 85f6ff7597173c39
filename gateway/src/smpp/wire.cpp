#include "smpp/wire.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>

#include <concepts>
#include <utility>
#include <vector>

namespace sambung::gateway {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;

namespace {

constexpr auto use_tuple = asio::as_tuple(use_task);

using Socket = asio::basic_stream_socket<tcp, Executor>;
using TlsStream = ssl::stream<Socket>;
using Endpoints = std::vector<tcp::endpoint>;
using Resolver = asio::ip::basic_resolver<tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

// A name being looked up. getaddrinfo cannot be interrupted, so it is left behind when the wire is cut.
struct LookUp {
    explicit LookUp(Executor executor) : resolver(executor), gate(executor, Timer::time_point::max()) {}

    Resolver resolver;
    Timer gate;  // never expires; cancelled by the answer or by `cut`
    Result<Endpoints> found = fail(Errc::unavailable, "name: no answer in time");
};

void begin(const std::shared_ptr<LookUp>& look_up, const std::string& host, std::uint16_t port) {
    look_up->resolver.async_resolve(
        host, std::to_string(port), Resolver::numeric_service,
        [look_up](const boost::system::error_code& error, const Resolver::results_type& results) {
            if (error) look_up->found = fail(Errc::unavailable, "name: " + error.message());
            if (!error) look_up->found = Endpoints(results.begin(), results.end());
            look_up->gate.cancel();
        });
}

std::unexpected<Error> failed(std::string_view step, const boost::system::error_code& error) {
    return fail(Errc::unavailable, std::string{step} + ": " + error.message());
}

template <class Stream>
class Wire final : public SmppWire {
 public:
    explicit Wire(Executor executor)
        requires std::same_as<Stream, Socket>
        : stream_(executor), look_up_(std::make_shared<LookUp>(executor)) {}
    Wire(Executor executor, std::shared_ptr<ssl::context> tls)
        requires std::same_as<Stream, TlsStream>
        : tls_(std::move(tls)), stream_(executor, *tls_), look_up_(std::make_shared<LookUp>(executor)) {}

    Task<Result<>> open(std::string host, std::uint16_t port) override {
        begin(look_up_, host, port);
        co_await look_up_->gate.async_wait(use_tuple);
        if (!look_up_->found) co_return std::unexpected(look_up_->found.error());
        const auto [error, endpoint] = co_await asio::async_connect(socket(), *look_up_->found, use_tuple);
        if (error) co_return failed("connect", error);
        boost::system::error_code ignored;
        socket().set_option(tcp::no_delay{true}, ignored);
        if constexpr (std::same_as<Stream, TlsStream>) {
            boost::system::error_code refused = expect_host(host);
            if (refused) co_return failed("tls", refused);
            std::tie(refused) = co_await stream_.async_handshake(ssl::stream_base::client, use_tuple);
            if (refused) co_return failed("tls", refused);
        }
        co_return Result<>{};
    }

    Task<Result<std::size_t>> read(std::span<char> into) override {
        const auto [error, size] = co_await stream_.async_read_some(asio::buffer(into.data(), into.size()), use_tuple);
        if (error) co_return failed("read", error);
        co_return size;
    }

    Task<Result<>> write(std::string_view octets) override {
        const auto [error, size] = co_await asio::async_write(stream_, asio::buffer(octets), use_tuple);
        if (error) co_return failed("write", error);
        co_return Result<>{};
    }

    void cut() override {
        boost::system::error_code ignored;
        look_up_->gate.cancel();
        socket().close(ignored);
    }

 private:
    Socket& socket() {
        if constexpr (std::same_as<Stream, Socket>) {
            return stream_;
        } else {
            return stream_.next_layer();
        }
    }

    // The certificate must be for this host, and the centre must know which one we mean (RFC 6066 3: names only).
    boost::system::error_code expect_host(const std::string& host)
        requires std::same_as<Stream, TlsStream>
    {
        boost::system::error_code error;
        stream_.set_verify_callback(ssl::host_name_verification{host}, error);
        boost::system::error_code no_address;
        asio::ip::make_address(host, no_address);
        const bool named = static_cast<bool>(no_address);
        if (!error && named && SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str()) != 1)
            error = asio::error::invalid_argument;
        return error;
    }

    std::shared_ptr<ssl::context> tls_;
    Stream stream_;
    std::shared_ptr<LookUp> look_up_;
};

}  // namespace

std::unique_ptr<SmppWire> make_smpp_wire(Executor executor, std::shared_ptr<ssl::context> tls) {
    if (tls == nullptr) return std::make_unique<Wire<Socket>>(executor);
    return std::make_unique<Wire<TlsStream>>(executor, std::move(tls));
}

}  // namespace sambung::gateway
