#include "http/listener.h"
#include "http_peers.h"

#include <boost/asio/redirect_error.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

namespace sambung::gateway {
namespace {

struct EndpointCase {
    std::string_view text;
    std::string_view address;  // empty: refused
    std::uint16_t port;
};

TEST(Listener, ReadsAddresses) {
    constexpr EndpointCase cases[] = {
        {"127.0.0.1:8080", "127.0.0.1", 8080},
        {"0.0.0.0:0", "0.0.0.0", 0},
        {"[::1]:8080", "::1", 8080},
        {"[::]:65535", "::", 65535},
        {"::1:8080", "", 0},
        {"[127.0.0.1]:80", "", 0},
        {"127.0.0.1", "", 0},
        {"127.0.0.1:", "", 0},
        {"127.0.0.1:65536", "", 0},
        {"127.0.0.1:80 ", "", 0},
        {"localhost:80", "", 0},
        {":80", "", 0},
        {"", "", 0},
    };
    for (const auto& [text, address, port] : cases) {
        const auto endpoint = parse_endpoint(text);
        EXPECT_EQ(endpoint.has_value(), !address.empty()) << text;
        if (!endpoint) EXPECT_EQ(endpoint.error().code, Errc::misconfigured) << text;
        if (!endpoint) continue;
        EXPECT_EQ(endpoint->address().to_string(), address) << text;
        EXPECT_EQ(endpoint->port(), port) << text;
    }
}

TEST(Listener, SaysWhichAddressItCannotHave) {
    TestShard shard;
    const auto code = shard.run([&] {
        ListenerSettings settings;
        settings.address = *parse_endpoint("192.0.2.1:80");  // TEST-NET-1: nobody's
        const auto listener = Listener::open(shard.executor(), shard.wheel(), echo, settings);
        return listener ? "opened" : describe(listener.error());
    });
    EXPECT_EQ(code, "misconfigured: cannot listen on 192.0.2.1 port 80: Cannot assign requested address");
}

TEST(Listener, SharesItsPortWithTheOtherShards) {
    TestServer first;
    ListenerSettings settings;
    settings.address = {boost::asio::ip::make_address("127.0.0.1"), first.port()};
    TestServer second{echo, settings};
    EXPECT_EQ(second.port(), first.port());
    for (int i = 0; i < 32; ++i) {
        RawCaller caller{first.port()};
        caller.send(get("/"));
        EXPECT_EQ(caller.read().status, 200);
    }
    EXPECT_EQ(first.counts().requests + second.counts().requests, 32U);
}

TEST(Listener, ServesVersionSix) {
    ListenerSettings settings;
    settings.address = *parse_endpoint("[::1]:0");
    TestShard shard;
    auto listener = shard.run([&] { return Listener::open(shard.executor(), shard.wheel(), echo, settings); });
    if (!listener) GTEST_SKIP() << "no IPv6 here";
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket{io};
    socket.connect({boost::asio::ip::make_address("::1"), shard.run([&] { return (*listener)->port(); })});
    boost::asio::write(socket, boost::asio::buffer(get("/")));
    std::string text;
    boost::asio::read_until(socket, boost::asio::dynamic_buffer(text), "GET / 0 ::1");
    shard.run([&] { listener->reset(); });
}

// Both ends of a thousand connections are ours, which is more than some systems allow by default.
bool allow_descriptors(rlim_t count) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, count));
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= count;
}

TEST(Listener, HoldsAThousandConnections) {
    if (!allow_descriptors(2500)) GTEST_SKIP() << "file descriptors are limited";
    TestServer server{echo, {}, seconds{1}};
    boost::asio::io_context io;
    std::vector<boost::asio::ip::tcp::socket> callers;
    for (int i = 0; i < 1000; ++i)
        callers.emplace_back(io).connect({boost::asio::ip::make_address("127.0.0.1"), server.port()});
    for (auto& caller : callers) boost::asio::write(caller, boost::asio::buffer(get("/")));
    for (auto& caller : callers) {
        std::string text;
        boost::asio::read_until(caller, boost::asio::dynamic_buffer(text), "GET / 0 127.0.0.1");
        EXPECT_TRUE(text.starts_with("HTTP/1.1 200 OK\r\n"));
    }
    EXPECT_EQ(server.counts().open, 1000U);
}

TEST(Listener, OutlivesALackOfFileDescriptors) {
    TestServer server;
    RawCaller waiting{server.port()};
    waiting.send(get("/first"));
    EXPECT_EQ(waiting.read().status, 200);
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket late{io, boost::asio::ip::tcp::v4()};
    rlimit usual{};
    getrlimit(RLIMIT_NOFILE, &usual);
    const rlimit few{256, usual.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    std::vector<int> taken;
    for (int copy = ::dup(0); copy >= 0; copy = ::dup(0)) taken.push_back(copy);  // until there are none
    late.connect({boost::asio::ip::make_address("127.0.0.1"), server.port()});
    boost::asio::write(late, boost::asio::buffer(get("/late")));
    waiting.send(get("/second"));  // the shard still serves whom it has
    EXPECT_EQ(waiting.read().status, 200);
    for (const int copy : taken) ::close(copy);
    setrlimit(RLIMIT_NOFILE, &usual);
    std::string text;
    boost::asio::read_until(late, boost::asio::dynamic_buffer(text), "GET /late 0 127.0.0.1");
}

TEST(Listener, TurnsAwayWhoeverIsOneTooMany) {
    ListenerSettings settings;
    settings.limits.connections = 2;
    TestServer server{echo, settings};
    auto first = std::make_unique<RawCaller>(server.port());
    RawCaller second{server.port()};
    for (RawCaller* caller : {first.get(), &second}) {
        caller->send(get("/"));
        EXPECT_EQ(caller->read().status, 200);
    }
    {
        RawCaller third{server.port()};
        const RawReply reply = third.read();  // before it has asked anything
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.body, R"({"error":{"code":"unavailable","message":"The service is busy. Try again."}})");
        EXPECT_TRUE(third.is_closed());
    }
    EXPECT_EQ(server.counts().turned_away, 1U);
    first.reset();
    while (server.counts().open > 1) std::this_thread::yield();
    RawCaller fourth{server.port()};
    fourth.send(get("/"));
    EXPECT_EQ(fourth.read().status, 200);
}

// Holds every request until it is opened.
class Gate {
 public:
    explicit Gate(Executor executor) : timer_(executor, Timer::time_point::max()) {}

    static Task<HttpReply> answer(Gate* self, HttpRequest request) {
        ++self->held_;
        boost::system::error_code opened;
        co_await self->timer_.async_wait(boost::asio::redirect_error(use_task, opened));
        co_return HttpReply{200, "text/plain", request.target, {}};
    }
    [[nodiscard]] int held() const { return held_; }
    void open() { timer_.cancel(); }

 private:
    using Timer = HttpService::Timer;
    Timer timer_;
    std::atomic<int> held_ = 0;
};

// A server whose requests wait at a gate.
struct GatedServer : testing::Test {
    std::unique_ptr<Gate> gate;
    TestServer server{[this](HttpRequest request) { return Gate::answer(gate.get(), std::move(request)); }};

    GatedServer() {
        server.shard().run([this] { gate = std::make_unique<Gate>(server.shard().executor()); });
    }
    ~GatedServer() override {
        server.shard().run([this] { gate.reset(); });
    }
    void wait_until_held(int count) const {
        while (gate->held() < count) std::this_thread::yield();
    }
};

TEST_F(GatedServer, StopsOnceTheRequestsUnderWayAreAnswered) {
    RawCaller busy{server.port()};
    RawCaller idle{server.port()};
    busy.send(get("/a") + get("/b"));
    wait_until_held(1);
    auto stopped =
        boost::asio::co_spawn(server.shard().executor(), server.listener().stop(seconds{60}), boost::asio::use_future);
    EXPECT_TRUE(idle.is_closed());
    EXPECT_THROW(RawCaller{server.port()}, boost::system::system_error);
    server.shard().run([this] { gate->open(); });
    const RawReply reply = busy.read();
    EXPECT_EQ(reply.body, "/a");
    EXPECT_TRUE(reply.has("Connection: close"));
    EXPECT_TRUE(busy.is_closed());  // "/b" is not begun
    busy.socket().close();
    EXPECT_EQ(stopped.get(), 0U);
    EXPECT_EQ(server.counts().open, 0U);
}

TEST_F(GatedServer, CutsOffWhatIsLeftAtTheDeadline) {
    RawCaller busy{server.port()};
    busy.send(get("/a"));
    wait_until_held(1);
    EXPECT_EQ(server.shard().wait(server.listener().stop(milliseconds{20})), 1U);
    EXPECT_TRUE(busy.is_closed());
}

Task<HttpReply> large(HttpRequest /*request*/) {
    co_return HttpReply{200, "text/plain", std::string(32 * 1024 * 1024, 'x'), {}};
}

TEST(Listener, DoesNotWaitForAnotherRequestAfterAReplyThatItStoppedIn) {
    ListenerSettings settings;
    settings.limits.idle_time = std::chrono::hours{1};
    TestServer server{large, settings};
    RawCaller caller{server.port()};
    caller.send(get("/"));
    caller.socket().wait(boost::asio::socket_base::wait_read);  // the reply has begun, and is more than a socket holds
    auto stopped =
        boost::asio::co_spawn(server.shard().executor(), server.listener().stop(seconds{60}), boost::asio::use_future);
    EXPECT_THROW(while (true) RawCaller{server.port()}, boost::system::system_error);  // until it takes no more
    EXPECT_EQ(caller.read().body.size(), 32U * 1024 * 1024);
    EXPECT_TRUE(caller.is_closed());
    EXPECT_EQ(stopped.get(), 0U);
}

TEST(Listener, StopsAtOnceWhenNobodyIsThere) {
    TestServer server;
    EXPECT_EQ(server.shard().wait(server.listener().stop(seconds{60})), 0U);
}

TEST(Listener, FinishesARequestThatIsHalfRead) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send(get("/first") + "GET /second HTT");
    EXPECT_EQ(caller.read().status, 200);
    auto stopped =
        boost::asio::co_spawn(server.shard().executor(), server.listener().stop(seconds{60}), boost::asio::use_future);
    caller.send("P/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(caller.read().body, "GET /second 0 127.0.0.1");
    EXPECT_TRUE(caller.is_closed());
    caller.socket().close();
    EXPECT_EQ(stopped.get(), 0U);
}

}  // namespace
}  // namespace sambung::gateway
