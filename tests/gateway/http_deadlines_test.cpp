// Deadlines in milliseconds, by a wheel with a tick of one. Nothing sleeps: the caller waits for what the server does.
#include "http_peers.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

// All long but those that a test shortens.
ListenerSettings with(void (*change)(HttpLimits& limits)) {
    ListenerSettings settings;
    settings.limits.linger_time = milliseconds{50};
    change(settings.limits);
    return settings;
}

TEST(HttpDeadlines, ARequestThatTricklesInIsTimedOut) {
    TestServer server{echo, with([](HttpLimits& limits) { limits.request_time = milliseconds{100}; })};
    RawCaller caller{server.port()};
    caller.send("G");
    boost::system::error_code error;
    const std::string_view text = "ET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n";
    for (std::size_t i = 0; !error; ++i) {  // a byte at a time, until something comes back
        caller.send({i < text.size() ? &text[i] : "x", 1});
        if (caller.socket().available(error) > 0) break;
    }
    const RawReply reply = caller.read();
    EXPECT_EQ(reply.status, 408);
    EXPECT_EQ(reply.body, R"({"error":{"code":"timeout","message":"The request took too long to arrive."}})");
    EXPECT_EQ(server.counts().timed_out, 1U);
    EXPECT_EQ(server.counts().requests, 0U);
}

TEST(HttpDeadlines, ABodyThatNeverEndsIsTimedOut) {
    TestServer server{echo, with([](HttpLimits& limits) { limits.request_time = milliseconds{30}; })};
    RawCaller caller{server.port()};
    caller.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    EXPECT_EQ(caller.read().status, 408);
    EXPECT_TRUE(caller.is_closed());
}

TEST(HttpDeadlines, AnIdleConnectionIsClosedWithoutAWord) {
    TestServer server{echo, with([](HttpLimits& limits) { limits.idle_time = milliseconds{30}; })};
    RawCaller silent{server.port()};
    EXPECT_TRUE(silent.is_closed());
    RawCaller caller{server.port()};
    caller.send(get("/"));
    EXPECT_EQ(caller.read().status, 200);
    EXPECT_TRUE(caller.is_closed());
    EXPECT_EQ(server.counts().timed_out, 0U);
}

Task<HttpReply> large(HttpRequest /*request*/) {
    co_return HttpReply{200, "text/plain", std::string(32 * 1024 * 1024, 'x'), {}};
}

TEST(HttpDeadlines, ACallerThatDoesNotReadIsCutOff) {
    TestServer server{large, with([](HttpLimits& limits) {
                          limits.write_time = milliseconds{50};
                          limits.slowest_reader = std::size_t{1} << 40U;
                      })};
    RawCaller caller{server.port()};
    caller.send(get("/"));
    while (server.counts().timed_out == 0) std::this_thread::yield();
    EXPECT_LT(caller.read_to_end().size(), 32U * 1024 * 1024);
}

TEST(HttpDeadlines, ALongReplyGetsLongerForItsLength) {
    TestServer server{large, with([](HttpLimits& limits) {
                          limits.write_time = milliseconds{1};
                          limits.slowest_reader = 128 * 1024;
                      })};
    RawCaller caller{server.port()};
    caller.send(get("/"));
    EXPECT_EQ(caller.read().body.size(), 32U * 1024 * 1024);
}

// A handler that is still at work when every other deadline has passed.
Task<HttpReply> slow(HttpRequest request) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    HttpService::Timer timer{executor, milliseconds{100}};
    co_await timer.async_wait(use_task);
    co_return HttpReply{200, "text/plain", request.target, {}};
}

TEST(HttpDeadlines, AHandlerHasTheTimeItNeeds) {
    TestServer server{slow, with([](HttpLimits& limits) {
                          limits.request_time = milliseconds{10};
                          limits.idle_time = milliseconds{10};
                      })};
    RawCaller caller{server.port()};
    caller.send(get("/a"));
    EXPECT_EQ(caller.read().body, "/a");
}

TEST(HttpDeadlines, ACallerThatNeverClosesIsClosed) {
    TestServer server{echo, with([](HttpLimits& limits) { limits.linger_time = milliseconds{30}; })};
    RawCaller caller{server.port()};
    caller.send("nonsense\r\n\r\n");
    EXPECT_EQ(caller.read().status, 400);
    while (server.counts().open > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace sambung::gateway
