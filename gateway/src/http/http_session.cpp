#include "http/http_session.h"

#include "http/read_buffer.h"
#include "http/request_reader.h"
#include "http/wire.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace sambung::gateway {

namespace asio = boost::asio;

namespace {

constexpr std::size_t body_read_bytes = 16 * 1024;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

// What `receive` came back with.
enum class Arrival { request, fault, nothing };

enum class Phase {
    opening,  // TLS handshake
    idle,     // between requests
    busy,     // from a request's first byte to its reply's last
    closing,  // all is said; the caller may still be reading
};

template <class Stream>
class Session final : public HttpSession {
 public:
    Session(std::shared_ptr<HttpService> service, Socket socket, auto... tls)
        : service_(std::move(service)),
          wire_(service_->wheel, std::move(socket), std::move(tls)...),
          reader_(service_->limits) {
        service_->sessions.push_back(*this);
        count(service_->counts.open);
        boost::system::error_code ignored;
        wire_.socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
        peer_ = wire_.socket().remote_endpoint(ignored).address();  // gone already: reading will tell
    }
    ~Session() {
        hold_body(0);
        if (service_->counts.open.fetch_sub(1, std::memory_order_relaxed) == 1) service_->emptied.cancel();
    }

    static Task<> serve(std::unique_ptr<Session> self) {
        self->enter(Phase::opening, self->limits().handshake_time);
        const bool opened = co_await self->wire_.open();
        if (!opened && self->wire_.is_expired()) count(self->service_->counts.timed_out);
        bool goes_on = opened;
        while (goes_on) {
            const Arrival arrival = co_await self->receive();
            if (arrival == Arrival::nothing) co_return;
            if (arrival == Arrival::request) {
                goes_on = co_await self->answer();
            } else {
                co_await self->refuse();
                goes_on = false;
            }
        }
        if (opened && !self->broken_) co_await self->close();
    }

    static Task<> turn_away(std::unique_ptr<Session> self) {
        self->fault_ = HttpFault::busy;
        co_await self->refuse();
        if (!self->broken_) co_await self->close();
    }

    void finish() override {
        switch (phase_) {
            case Phase::idle:
                wire_.cancel();
                wire_.limit(milliseconds{0});
                return;
            case Phase::busy:
                return;  // `answer` sees that the service is stopping
            case Phase::opening:
            case Phase::closing:
                wire_.cut();
                return;
        }
    }

    void cut() override { wire_.cut(); }

 private:
    [[nodiscard]] const HttpLimits& limits() const { return service_->limits; }

    void enter(Phase phase, milliseconds time) {
        phase_ = phase;
        wire_.limit(time);
    }

    // What the body under way takes from the budget of all bodies.
    void hold_body(std::size_t bytes) {
        service_->bodies_held += bytes - body_held_;
        body_held_ = bytes;
    }

    Task<Arrival> receive() {
        if (service_->stopping && buffer_.empty()) co_return Arrival::nothing;
        enter(Phase::idle, limits().idle_time);
        for (;;) {
            if (!buffer_.empty()) {
                if (phase_ == Phase::idle) enter(Phase::busy, limits().request_time);
                const auto progress = read_buffered();
                if (!progress) co_return fault(progress.error());
                if (*progress == RequestReader::Progress::complete) co_return Arrival::request;
                if (*progress == RequestReader::Progress::wants_continue) {
                    const bool said = co_await send(go_on);
                    if (!said) co_return Arrival::nothing;
                    enter(Phase::busy, limits().request_time);
                }
            }
            const std::size_t size = co_await wire_.read(buffer_.room(reader_.in_body() ? body_read_bytes : 1));
            buffer_.added(size);
            if (size > 0) continue;
            if (!wire_.is_expired() || phase_ == Phase::idle) co_return Arrival::nothing;
            count(service_->counts.timed_out);
            co_return fault(HttpFault::timed_out);
        }
    }

    std::expected<RequestReader::Progress, HttpFault> read_buffered() {
        const RequestReader::Step step = reader_.read(buffer_.unread());
        buffer_.used(step.used);
        hold_body(reader_.body_bytes());
        if (service_->bodies_held > limits().bodies_bytes) return std::unexpected(HttpFault::busy);
        return step.progress;
    }

    Arrival fault(HttpFault fault) {
        fault_ = fault;
        return Arrival::fault;
    }

    // True if the connection stays open for another request.
    Task<bool> answer() {
        wire_.lift_limit();
        count(service_->counts.requests);
        const bool keeps_alive = reader_.keeps_alive();
        HttpRequest request = reader_.take_request();
        reader_.reset();
        buffer_.rest();
        request.remote = service_->proxies.caller(peer_, request.headers);
        const ReplyBody body = request.method == "HEAD" ? ReplyBody::left_out : ReplyBody::sent;
        Task<HttpReply> handling = handle(std::move(request));
        const HttpReply reply = co_await std::move(handling);
        hold_body(0);
        const bool stays = keeps_alive && !failed_ && !service_->stopping;
        const AfterReply after = stays ? AfterReply::keep : AfterReply::close;
        const bool sent = co_await send(writer_.write(reply, body, after, date()));
        writer_.rest();
        co_return sent&& stays;
    }

    Task<HttpReply> handle(HttpRequest request) {
        std::string bug;
        try {
            Task<HttpReply> handling = service_->handler(std::move(request));
            HttpReply reply = co_await std::move(handling);
            const auto flaw = flaw_in(reply);
            if (!flaw) co_return reply;
            bug = *flaw;
        } catch (const std::exception& error) {
            bug = error.what();
        }
        failed_ = true;
        count(service_->counts.failed);
        if (service_->report_bug) service_->report_bug(bug);
        co_return fault_reply(HttpFault::failed);
    }

    // Says why, and frees what came.
    Task<> refuse() {
        if (fault_ != HttpFault::busy && fault_ != HttpFault::timed_out) count(service_->counts.refused);
        reader_.reset();
        hold_body(0);
        const HttpReply reply = fault_reply(*fault_);
        co_await send(writer_.write(reply, ReplyBody::sent, AfterReply::close, date()));
    }

    std::string_view date() {
        return service_->date.at(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    }

    Task<bool> send(std::string_view text) {
        enter(Phase::busy, limits().write_time + seconds{text.size() / limits().slowest_reader});
        const bool sent = co_await wire_.write(text);
        broken_ = !sent;
        if (broken_ && wire_.is_expired()) count(service_->counts.timed_out);
        co_return sent;
    }

    Task<> close() {
        enter(Phase::closing, limits().linger_time);
        buffer_.used(buffer_.unread().size());
        co_await wire_.close(buffer_.room(1));
    }

    std::shared_ptr<HttpService> service_;
    Wire<Stream> wire_;
    asio::ip::address peer_;
    ReadBuffer buffer_;
    RequestReader reader_;
    ReplyWriter writer_;
    std::size_t body_held_ = 0;
    std::optional<HttpFault> fault_;
    Phase phase_ = Phase::opening;
    bool failed_ = false;  // the handler
    bool broken_ = false;  // the connection: nothing more can be said
};

}  // namespace

void serve(std::shared_ptr<HttpService> service, Socket socket) {
    const Executor executor = socket.get_executor();
    auto session = std::make_unique<Session<Socket>>(std::move(service), std::move(socket));
    asio::co_spawn(executor, Session<Socket>::serve(std::move(session)), asio::detached);
}

void serve_tls(std::shared_ptr<HttpService> service, Socket socket, std::shared_ptr<asio::ssl::context> tls) {
    const Executor executor = socket.get_executor();
    auto session = std::make_unique<Session<TlsStream>>(std::move(service), std::move(socket), std::move(tls));
    asio::co_spawn(executor, Session<TlsStream>::serve(std::move(session)), asio::detached);
}

void turn_away(std::shared_ptr<HttpService> service, Socket socket) {
    const Executor executor = socket.get_executor();
    auto session = std::make_unique<Session<Socket>>(std::move(service), std::move(socket));
    asio::co_spawn(executor, Session<Socket>::turn_away(std::move(session)), asio::detached);
}

}  // namespace sambung::gateway
