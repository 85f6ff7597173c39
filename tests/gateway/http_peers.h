// Both ends of a connection for tests: a shard with a listener on a thread of its own, and a blocking caller that sends
// exactly the bytes it is told to.
#pragma once

#include "http/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <charconv>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sambung::gateway {

// A shard of its own: an io_context, its thread and its timer wheel. A tick of a millisecond, so that deadlines are
// short.
class TestShard {
 public:
    explicit TestShard(milliseconds tick = milliseconds{1}) : wheel_(io_.get_executor(), tick) {
        thread_ = std::thread([this] { io_.run(); });
    }
    ~TestShard() {
        work_.reset();
        io_.stop();
        thread_.join();
    }
    TestShard(const TestShard&) = delete;
    TestShard& operator=(const TestShard&) = delete;

    Executor executor() { return io_.get_executor(); }
    TimerWheel& wheel() { return wheel_; }

    // Runs `work` on the shard's thread and waits for its result.
    template <class Work>
    auto run(Work work) {
        std::packaged_task<std::invoke_result_t<Work>()> task{std::move(work)};
        auto result = task.get_future();
        boost::asio::post(io_, [&task] { task(); });
        return result.get();
    }

    // The same for a coroutine; std::future needs no default-constructible result so.
    template <class T>
    T wait(Task<T> task) {
        std::optional<T> result;
        boost::asio::co_spawn(io_, keep(std::move(task), &result), boost::asio::use_future).get();
        return *std::move(result);
    }

 private:
    template <class T>
    static Task<> keep(Task<T> task, std::optional<T>* result) {
        *result = co_await std::move(task);
    }

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_{io_.get_executor()};
    TimerWheel wheel_;
    std::thread thread_;
};

// "GET /a?b=1 3 127.0.0.1": what the handler was given.
inline Task<HttpReply> echo(HttpRequest request) {
    std::string words = request.method + " " + request.target + " " + std::to_string(request.body.size());
    co_return HttpReply{200, "text/plain", words + " " + request.remote, {}};
}

class TestServer {
 public:
    explicit TestServer(HttpHandler handler = echo, ListenerSettings settings = {}, milliseconds tick = milliseconds{1})
        : shard_(tick) {
        if (settings.address.port() == 0) settings.address = {boost::asio::ip::make_address("127.0.0.1"), 0};
        listener_ = shard_.run([&] {
            auto opened = Listener::open(shard_.executor(), shard_.wheel(), std::move(handler), std::move(settings));
            return opened ? *std::move(opened) : nullptr;
        });
        if (listener_) port_ = shard_.run([&] { return listener_->port(); });
    }
    ~TestServer() {
        shard_.run([&] { listener_.reset(); });
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string{path};
    }
    [[nodiscard]] const HttpCounts& counts() const { return listener_->counts(); }
    TestShard& shard() { return shard_; }
    Listener& listener() { return *listener_; }

 private:
    TestShard shard_;
    std::unique_ptr<Listener> listener_;
    std::uint16_t port_ = 0;
};

struct RawReply {
    int status = 0;  // 0: the connection ended before a whole reply
    std::string head;
    std::string body;

    [[nodiscard]] bool has(std::string_view line) const {
        return head.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
    }
};

class RawCaller {
 public:
    explicit RawCaller(std::uint16_t port) { socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port}); }

    // False if the other side has closed.
    bool send(std::string_view bytes) {
        boost::system::error_code error;
        boost::asio::write(socket_, boost::asio::buffer(bytes), error);
        return !error;
    }
    void say_no_more() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }

    RawReply read(bool has_body = true) {
        boost::system::error_code error;
        const std::size_t size =
            boost::asio::read_until(socket_, boost::asio::dynamic_buffer(held_), "\r\n\r\n", error);
        if (error) return {};
        RawReply reply;
        reply.head = held_.substr(0, size);
        held_.erase(0, size);
        std::from_chars(reply.head.data() + 9, reply.head.data() + 12, reply.status);
        const std::size_t length = has_body ? length_in(reply.head) : 0;
        if (held_.size() < length) {
            const std::size_t missing = length - held_.size();
            boost::asio::read(socket_, boost::asio::dynamic_buffer(held_), boost::asio::transfer_exactly(missing),
                              error);
        }
        reply.body = held_.substr(0, length);
        held_.erase(0, length);
        return reply;
    }

    // Everything until the other side closes.
    std::string read_to_end() {
        boost::system::error_code error;
        boost::asio::read(socket_, boost::asio::dynamic_buffer(held_), error);
        return std::exchange(held_, {});
    }
    // True once the other side has closed and left nothing to read.
    bool is_closed() { return read_to_end().empty(); }

    boost::asio::ip::tcp::socket& socket() { return socket_; }

 private:
    static std::size_t length_in(std::string_view head) {
        constexpr std::string_view name = "Content-Length: ";
        const auto at = head.find(name);
        std::size_t length = 0;
        if (at != std::string_view::npos)
            std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
        return length;
    }

    boost::asio::io_context io_;
    boost::asio::ip::tcp::socket socket_{io_};
    std::string held_;
};

inline std::string get(std::string_view target) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

inline std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string{target} + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string{body};
}

}  // namespace sambung::gateway
