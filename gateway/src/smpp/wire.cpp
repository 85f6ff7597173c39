#include "smpp/wire.h"

#include "net/name_lookup.h"
#include "net/tls_peer.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <concepts>
#include <utility>

namespace sambung::gateway {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;

namespace {

constexpr auto use_tuple = asio::as_tuple(use_task);

using Socket = asio::basic_stream_socket<tcp, Executor>;
using TlsStream = ssl::stream<Socket>;

std::unexpected<Error> failed(std::string_view step, const boost::system::error_code& error) {
    return fail(Errc::unavailable, std::string{step} + ": " + error.message());
}

template <class Stream>
class Wire final : public SmppWire {
 public:
    explicit Wire(Executor executor)
        requires std::same_as<Stream, Socket>
        : stream_(executor), look_up_(std::make_shared<NameLookup>(executor)) {}
    Wire(Executor executor, std::shared_ptr<ssl::context> tls)
        requires std::same_as<Stream, TlsStream>
        : tls_(std::move(tls)), stream_(executor, *tls_), look_up_(std::make_shared<NameLookup>(executor)) {}

    Task<Result<>> open(std::string host, std::uint16_t port) override {
        const Result<NameLookup::Endpoints> found = co_await look_up_->find(host, port);
        if (!found) co_return std::unexpected(found.error());
        const auto [error, endpoint] = co_await asio::async_connect(socket(), *found, use_tuple);
        if (error) co_return failed("connect", error);
        boost::system::error_code ignored;
        socket().set_option(tcp::no_delay{true}, ignored);
        if constexpr (std::same_as<Stream, TlsStream>) {
            boost::system::error_code refused = expect_host(stream_, host);
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
        look_up_->give_up();
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

    std::shared_ptr<ssl::context> tls_;
    Stream stream_;
    std::shared_ptr<NameLookup> look_up_;
};

}  // namespace

std::unique_ptr<SmppWire> make_smpp_wire(Executor executor, std::shared_ptr<ssl::context> tls) {
    if (tls == nullptr) return std::make_unique<Wire<Socket>>(executor);
    return std::make_unique<Wire<TlsStream>>(executor, std::move(tls));
}

}  // namespace sambung::gateway
