#include "http/listener.h"

#include "http/http_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <charconv>
#include <sys/socket.h>
#include <utility>

namespace sambung::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto use_tuple = asio::as_tuple(use_task);
constexpr milliseconds accept_pause{100};     // after running out of file descriptors or memory
constexpr std::size_t most_turned_away = 64;  // connections that hear 503 at once; more are just closed

using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

std::unexpected<Error> cannot_listen(const tcp::endpoint& at, const boost::system::error_code& error) {
    const std::string address = at.address().to_string() + " port " + std::to_string(at.port());
    return fail(Errc::misconfigured, "cannot listen on " + address + ": " + error.message());
}

Result<> take_address(Acceptor& acceptor, const tcp::endpoint& at) {
    boost::system::error_code error;
    acceptor.open(at.protocol(), error);
    if (error) return cannot_listen(at, error);
    acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
    const int on = 1;
    const bool shared = ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0;
    if (!shared) return cannot_listen(at, {errno, boost::system::system_category()});
    acceptor.bind(at, error);
    if (error) return cannot_listen(at, error);
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(at, error);
    return {};
}

}  // namespace

struct Listener::Door {
    Door(Executor executor, TimerWheel& wheel)
        : acceptor(executor), pause(executor), service(std::make_shared<HttpService>(executor, wheel)) {}

    static Task<> accept_all(std::shared_ptr<Door> self) {
        while (self->acceptor.is_open()) {
            auto [error, socket] = co_await self->acceptor.async_accept(use_tuple);
            if (!error) {
                self->admit(std::move(socket));
            } else if (self->acceptor.is_open() && error != asio::error::connection_aborted) {
                self->pause.expires_after(accept_pause);
                co_await self->pause.async_wait(use_tuple);
            }
        }
    }

    void admit(Socket socket) {
        HttpCounts& counts = service->counts;
        count(counts.accepted);
        const std::size_t open = counts.open.load(std::memory_order_relaxed);
        if (open >= service->limits.connections) {
            count(counts.turned_away);
            const bool may_speak = !tls && open < service->limits.connections + most_turned_away;
            if (may_speak) turn_away(service, std::move(socket));
        } else if (tls) {
            serve_tls(service, std::move(socket), tls->context());
        } else {
            serve(service, std::move(socket));
        }
    }

    void close() {
        service->stopping = true;
        boost::system::error_code ignored;
        acceptor.close(ignored);
        pause.cancel();
    }

    void cut_all() {
        for (HttpSession& session : service->sessions) session.cut();
    }

    Acceptor acceptor;
    HttpService::Timer pause;
    std::shared_ptr<HttpService> service;
    std::shared_ptr<TlsServer> tls;
};

Result<tcp::endpoint> parse_endpoint(std::string_view text) {
    const auto complaint = fail(Errc::misconfigured, "'" + std::string{text} + "' is not an address and a port");
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return complaint;
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error || address.is_v6() != bracketed) return complaint;
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (failure != std::errc{} || end != digits.data() + digits.size()) return complaint;
    return tcp::endpoint{address, port};
}

Result<std::unique_ptr<Listener>> Listener::open(Executor executor, TimerWheel& wheel, HttpHandler handler,
                                                 ListenerSettings settings) {
    auto door = std::make_shared<Door>(executor, wheel);
    const auto bound = take_address(door->acceptor, settings.address);
    if (!bound) return std::unexpected(bound.error());
    door->tls = std::move(settings.tls);
    HttpService& service = *door->service;
    service.handler = std::move(handler);
    service.limits = settings.limits;
    service.proxies = std::move(settings.proxies);
    service.report_bug = std::move(settings.report_bug);
    asio::co_spawn(executor, Door::accept_all(door), asio::detached);
    return std::unique_ptr<Listener>{new Listener(std::move(door))};
}

Listener::Listener(std::shared_ptr<Door> door) : door_(std::move(door)) {}

Listener::~Listener() {
    door_->close();
    door_->cut_all();
}

std::uint16_t Listener::port() const {
    boost::system::error_code ignored;
    return door_->acceptor.local_endpoint(ignored).port();
}

const HttpCounts& Listener::counts() const { return door_->service->counts; }

Task<std::size_t> Listener::stop(milliseconds within) {
    const std::shared_ptr<Door> door = door_;  // the listener may go while we wait
    HttpService& service = *door->service;
    door->close();
    for (HttpSession& session : service.sessions) session.finish();
    if (!service.sessions.empty()) {
        service.emptied.expires_after(within);
        co_await service.emptied.async_wait(use_tuple);
    }
    const std::size_t left = service.sessions.size();
    door->cut_all();
    co_return left;
}

}  // namespace sambung::gateway
