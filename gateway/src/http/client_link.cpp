#include "http/client_link.h"

#include "net/tls_peer.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffer_ref.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <concepts>
#include <sys/socket.h>
#include <utility>

namespace sambung::gateway {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;

namespace {

constexpr auto use_tuple = asio::as_tuple(use_task);
constexpr std::size_t head_limit = 16UZ * 1024;
constexpr std::size_t piece = 16UZ * 1024;
constexpr int most_interim_answers = 4;  // 100 Continue, 103 Early Hints

using Socket = asio::basic_stream_socket<tcp, Executor>;
using TlsStream = ssl::stream<Socket>;
using AnswerParser = http::response_parser<http::string_body>;
using PiecesParser = http::response_parser<http::buffer_body>;

HttpReply reply_of(const http::response_header<>& message, std::string body) {
    HttpReply reply{static_cast<int>(message.result_int()), {}, std::move(body), {}};
    for (const auto& field : message) {
        const beast::string_view name = field.name_string();
        const beast::string_view value = field.value();
        if (field.name() == http::field::content_type) reply.content_type.assign(value.data(), value.size());
        reply.headers.emplace_back(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
    }
    return reply;
}

Asked not_answered(Outcome outcome, const beast::error_code& error) {
    return {.outcome = outcome, .stays_open = false, .reply = {}, .why = error.message()};
}

template <class Stream>
class Link final : public ClientLink {
 public:
    Link(Executor executor, std::size_t body_limit)
        requires std::same_as<Stream, Socket>
        : stream_(executor), body_limit_(body_limit) {}
    Link(Executor executor, std::size_t body_limit, std::string host, std::shared_ptr<ssl::context> tls)
        requires std::same_as<Stream, TlsStream>
        : tls_(std::move(tls)), stream_(executor, *tls_), body_limit_(body_limit), host_(std::move(host)) {}

    Task<Result<>> open(std::vector<tcp::endpoint> endpoints) override {
        const auto [error, endpoint] = co_await asio::async_connect(socket(), endpoints, use_tuple);
        if (error) co_return fail(Errc::unavailable, "connect: " + error.message());
        boost::system::error_code ignored;
        socket().set_option(tcp::no_delay{true}, ignored);
        if constexpr (std::same_as<Stream, TlsStream>) {
            boost::system::error_code failure = expect_host(stream_, host_);
            if (failure) co_return fail(Errc::unavailable, "tls: " + failure.message());
            std::tie(failure) = co_await stream_.async_handshake(ssl::stream_base::client, use_tuple);
            if (failure) co_return fail(Errc::unavailable, "tls: " + failure.message());
        }
        co_return Result<>{};
    }

    Task<Asked> ask(const std::string& text, ReplyBody body) override {
        co_return co_await ask_for(text, [this, body](auto& buffer) { return read_answer(buffer, body); });
    }
    Task<Asked> ask(const std::string& text, const PassedOn& to) override {
        co_return co_await ask_for(text, [this, &to](auto& buffer) { return pass_answer_on(buffer, to); });
    }
    bool is_quiet() override {
        char byte = 0;
        const auto size = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    void cut() override {
        boost::system::error_code ignored;
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

    // `read` gives the task that reads one answer.
    template <class Read>
    Task<Asked> ask_for(const std::string& text, Read read) {
        const auto [error, written] = co_await asio::async_write(stream_, asio::buffer(text), use_tuple);
        if (error) co_return not_answered(Outcome::unanswered, error);
        beast::flat_buffer buffer{head_limit};
        Task<Asked> answer = read(buffer);
        Asked asked = co_await std::move(answer);
        for (int i = 0; i < most_interim_answers && asked.reply.status / 100 == 1; ++i) {
            Task<Asked> next = read(buffer);
            asked = co_await std::move(next);
        }
        if (asked.reply.status / 100 == 1) asked.outcome = Outcome::broken;
        asked.stays_open = asked.stays_open && buffer.size() == 0;
        co_return asked;
    }

    // The head is read whole first: Beast takes it line by line, and its limit then counts only the last piece.
    Task<Asked> read_answer(beast::flat_buffer& buffer, ReplyBody body) {
        const auto [cut_off, head] =
            co_await asio::async_read_until(stream_, beast::ref(buffer), "\r\n\r\n", use_tuple);
        if (cut_off) co_return not_answered(buffer.size() == 0 ? Outcome::unanswered : Outcome::broken, cut_off);
        AnswerParser parser;
        parser.header_limit(head_limit);
        parser.body_limit(body_limit_);
        parser.skip(body == ReplyBody::left_out);
        const auto [error, size] = co_await http::async_read(stream_, buffer, parser, use_tuple);
        if (error) co_return not_answered(Outcome::broken, error);
        const bool stays_open = parser.keep_alive();
        http::response<http::string_body> message = parser.release();
        std::string read = std::move(message.body());
        co_return Asked{Outcome::answered, stays_open, reply_of(message, std::move(read)), {}};
    }

    Task<Asked> pass_answer_on(beast::flat_buffer& buffer, const PassedOn& to) {
        const auto [cut_off, head] =
            co_await asio::async_read_until(stream_, beast::ref(buffer), "\r\n\r\n", use_tuple);
        if (cut_off) co_return not_answered(buffer.size() == 0 ? Outcome::unanswered : Outcome::broken, cut_off);
        PiecesParser parser;
        parser.header_limit(head_limit);
        parser.body_limit(boost::none);
        const auto [error, size] = co_await http::async_read_header(stream_, buffer, parser, use_tuple);
        if (error) co_return not_answered(Outcome::broken, error);
        Asked asked{Outcome::answered, parser.keep_alive(), reply_of(parser.get().base(), {}), {}};
        const bool wanted = asked.reply.status == 200;
        std::string room(piece, '\0');
        while (!parser.is_done()) {
            if (wanted) to.went_on();  // the sink says when it has taken too long; of the rest nobody would
            parser.get().body().data = room.data();
            parser.get().body().size = room.size();
            const auto [broken, used] = co_await http::async_read_some(stream_, buffer, parser, use_tuple);
            if (broken && broken != http::error::need_buffer) co_return not_answered(Outcome::broken, broken);
            const std::string_view some{room.data(), room.size() - parser.get().body().size};
            bool goes_on = true;
            if (!wanted)
                goes_on = keep(some, asked.reply.body);
            else if (!some.empty())
                goes_on = co_await to.sink(some);
            if (!goes_on) co_return Asked{Outcome::broken, false, {}, "no more is wanted"};
        }
        co_return asked;
    }

    [[nodiscard]] bool keep(std::string_view some, std::string& body) const {
        body += some;
        return body.size() <= body_limit_;
    }

    std::shared_ptr<ssl::context> tls_;
    Stream stream_;
    std::size_t body_limit_;
    std::string host_;
};

}  // namespace

std::unique_ptr<ClientLink> make_link(Executor executor, const Origin& origin, std::size_t body_limit,
                                      std::shared_ptr<ssl::context> tls) {
    switch (origin.scheme) {
        case Scheme::http:
            return std::make_unique<Link<Socket>>(executor, body_limit);
        case Scheme::https:
            return std::make_unique<Link<TlsStream>>(executor, body_limit, origin.host, std::move(tls));
    }
    std::unreachable();
}

}  // namespace sambung::gateway
