#include "http_peers.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

TEST(HttpSession, KeepsTheConnectionForTheNextRequest) {
    TestServer server;
    RawCaller caller{server.port()};
    for (int i = 0; i < 3; ++i) {
        caller.send(post("/hooks/ussd", "text=1"));
        const RawReply reply = caller.read();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "POST /hooks/ussd 6 127.0.0.1");
    }
    EXPECT_EQ(server.counts().accepted, 1U);
    EXPECT_EQ(server.counts().requests, 3U);
}

TEST(HttpSession, AnswersAHundredRequestsOfOneWriteInOrder) {
    TestServer server;
    RawCaller caller{server.port()};
    std::string all;
    for (int i = 0; i < 100; ++i) all += get("/" + std::to_string(i));
    caller.send(all);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(caller.read().body, "GET /" + std::to_string(i) + " 0 127.0.0.1");
}

// A handler that notes how many requests are with it at once.
struct Watched {
    int now = 0;
    int most = 0;

    static Task<HttpReply> answer(Watched* self, HttpRequest request) {
        self->most = std::max(self->most, ++self->now);
        const Executor executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, use_task);
        --self->now;
        co_return HttpReply{200, "text/plain", request.target, {}};
    }
};

TEST(HttpSession, HasOneRequestOfAConnectionUnderWay) {
    Watched watched;
    TestServer server{[&watched](HttpRequest request) { return Watched::answer(&watched, std::move(request)); }};
    RawCaller caller{server.port()};
    caller.send(get("/a") + get("/b") + get("/c"));
    for (const std::string_view path : {"/a", "/b", "/c"}) EXPECT_EQ(caller.read().body, path);
    EXPECT_EQ(watched.most, 1);
}

TEST(HttpSession, SaysToGoOnBeforeTheBodyIsSent) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(caller.read().head, "HTTP/1.1 100 Continue\r\n\r\n");
    caller.send("abc");
    EXPECT_EQ(caller.read().body, "POST / 3 127.0.0.1");
}

TEST(HttpSession, DoesNotSayToGoOnToWhoeverHasAlready) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_EQ(caller.read().status, 200);
}

TEST(HttpSession, RefusesABodyBeforeItIsSent) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4194305\r\n\r\n");
    EXPECT_EQ(caller.read().status, 413);
    EXPECT_TRUE(caller.is_closed());
}

TEST(HttpSession, AnswersHeadWithoutABody) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b"));
    EXPECT_TRUE(caller.read(/*has_body=*/false).has("Content-Length: 19"));
    EXPECT_EQ(caller.read().body, "GET /b 0 127.0.0.1");
}

TEST(HttpSession, ClosesAfterARequestThatAsksForIt) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(caller.read().has("Connection: close"));
    EXPECT_TRUE(caller.is_closed());
}

TEST(HttpSession, ClosesAfterAnHttp10Request) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const RawReply reply = caller.read();
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(reply.has("Connection: close"));
    EXPECT_TRUE(caller.is_closed());
}

TEST(HttpSession, TakesABodyInChunks) {
    TestServer server;
    RawCaller caller{server.port()};
    caller.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    caller.send("6;ext=1\r\n world\r\n0\r\n\r\n" + get("/next"));
    EXPECT_EQ(caller.read().body, "POST / 11 127.0.0.1");
    EXPECT_EQ(caller.read().body, "GET /next 0 127.0.0.1");
}

struct SizeCase {
    std::string_view name;
    std::string request;
    int status;
};

std::string chunked(std::size_t size) {
    return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3FFFFF\r\n" + std::string(0x3FFFFF, 'x') +
           "\r\n1\r\nx\r\n" + (size > 0x400000 ? "1\r\nx\r\n" : "") + "0\r\n\r\n";
}

std::string with_header_of(std::size_t whole) {
    const std::string rest = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
    return "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(whole - rest.size(), 'x') + "\r\n\r\n";
}

std::string with_headers(int lines) {
    std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 1; i < lines; ++i) text += "X: y\r\n";
    return text + "\r\n";
}

TEST(HttpSession, HoldsItsLimitsToTheByte) {
    const SizeCase cases[] = {
        {"BodyOf4MiB", post("/", std::string(4 * 1024 * 1024, 'x')), 200},
        {"OneByteMore", post("/", std::string(4 * 1024 * 1024 + 1, 'x')), 413},
        {"ChunkedBodyOf4MiB", chunked(0x400000), 200},
        {"ChunkedOneByteMore", chunked(0x400001), 413},
        {"HeadOf16KiB", with_header_of(16 * 1024), 200},
        {"HeadOneByteMore", with_header_of(16 * 1024 + 1), 431},
        {"HeadWithoutEnd", std::string{"GET / HTTP/1.1\r\nX: "} + std::string(40'000, 'x'), 431},
        {"ManyHeaders", with_headers(100), 200},
        {"OneHeaderMore", with_headers(101), 431},
        {"TargetOf8KiB", get("/" + std::string(8 * 1024 - 1, 'x')), 200},
        {"TargetOneByteMore", get("/" + std::string(8 * 1024, 'x')), 414},
        {"TrailerWithoutEnd",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + std::string(40'000, 'x'), 431},
        {"ChunkSizeWithoutEnd",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(40'000, 'x'), 431},
    };
    TestServer server{echo, {}, seconds{1}};
    for (const auto& [name, request, status] : cases) {
        RawCaller caller{server.port()};
        caller.send(request);
        EXPECT_EQ(caller.read().status, status) << name;
    }
}

TEST(HttpSession, HeadersThatComeLineByLineAreCountedTogether) {
    TestServer server{echo, {}, seconds{1}};
    RawCaller caller{server.port()};
    caller.send("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 20'000 && caller.send("X: y\r\n"); ++i) continue;
    EXPECT_EQ(caller.read().status, 431);
}

TEST(HttpSession, BoundsTheBodiesOfAllConnectionsTogether) {
    ListenerSettings settings;
    settings.limits.bodies_bytes = 1000;
    TestServer server{echo, settings};
    RawCaller first{server.port()};
    RawCaller second{server.port()};
    first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 700\r\n\r\n" + std::string(600, 'x'));
    while (server.shard().run([&] { return server.counts().open.load(); }) < 2) std::this_thread::yield();
    second.send(post("/", std::string(1001, 'x')));
    EXPECT_EQ(second.read().status, 503);
    first.send(std::string(100, 'x'));
    EXPECT_EQ(first.read().status, 200);
    RawCaller third{server.port()};
    third.send(post("/", std::string(900, 'x')));  // what the others held is free again
    EXPECT_EQ(third.read().status, 200);
}

Task<HttpReply> throwing(HttpRequest request) {
    if (request.target == "/bug") throw std::runtime_error("out of range");
    co_return HttpReply{302, "", "", {{"Location", "/\r\nSet-Cookie: a=b"}}};
}

TEST(HttpSession, TellsABugAndKeepsItsWordsInside) {
    std::vector<std::string> bugs;
    ListenerSettings settings;
    settings.report_bug = [&bugs](std::string_view what) { bugs.emplace_back(what); };
    TestServer server{throwing, settings};
    for (const std::string_view path : {"/bug", "/split"}) {
        RawCaller caller{server.port()};
        caller.send(get(path));
        const RawReply reply = caller.read();
        EXPECT_EQ(reply.status, 500);
        EXPECT_EQ(reply.body, R"({"error":{"code":"internal","message":"Something went wrong here."}})");
        EXPECT_TRUE(caller.is_closed());
    }
    const auto told = server.shard().run([&] { return bugs; });
    EXPECT_EQ(told, (std::vector<std::string>{"out of range", "header value holds a control character"}));
    EXPECT_EQ(server.counts().failed, 2U);
}

TEST(HttpSession, BelievesItsProxiesAboutTheCaller) {
    ListenerSettings settings;
    settings.proxies = TrustedProxies::parse(std::vector<std::string>{"127.0.0.1"}).value();
    TestServer server{echo, settings};
    RawCaller caller{server.port()};
    caller.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 9.9.9.9, 198.51.100.1\r\n\r\n");
    EXPECT_EQ(caller.read().body, "GET / 0 198.51.100.1");
}

}  // namespace
}  // namespace sambung::gateway
