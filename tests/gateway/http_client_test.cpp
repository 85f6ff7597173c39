// The real client against our own listener, and against servers that misbehave.
#include "http/pooled_http_client.h"
#include "http_certificates.h"
#include "http_peers.h"

#include <boost/asio/redirect_error.hpp>
#include <gtest/gtest.h>

#include <functional>

namespace sambung::gateway {
namespace {

struct Client : testing::Test {
    ~Client() override {
        shard.run([this] { client.reset(); });
    }
    void open(HttpClientSettings settings = {}) {
        shard.run([&] { client = make_http_client(shard.executor(), shard.wheel(), settings).value(); });
    }
    Result<HttpReply> ask(HttpCall call, milliseconds timeout = seconds{20}) {
        return shard.wait(client->exchange(std::move(call), timeout));
    }
    Result<HttpReply> ask(std::string url, milliseconds timeout = seconds{20}) {
        return ask(HttpCall{"GET", std::move(url), {}, {}}, timeout);
    }

    TestShard shard;
    std::unique_ptr<HttpClient> client;
};

// Takes connections one after the other and answers each request with the next of `answers`; empty: closes.
class Peer {
 public:
    explicit Peer(std::vector<std::string> answers) : answers_(std::move(answers)) {
        thread_ = std::thread([this] { serve(); });
    }
    ~Peer() {
        boost::system::error_code ignored;
        boost::asio::ip::tcp::socket wake{io_};
        wake.connect({boost::asio::ip::make_address("127.0.0.1"), port()}, ignored);
        wake.close();
        thread_.join();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
    [[nodiscard]] int requests() const { return requests_; }

 private:
    void serve() {
        while (next_ < answers_.size()) {
            boost::asio::ip::tcp::socket socket{io_};
            acceptor_.accept(socket);
            std::string held;
            boost::system::error_code error;
            while (next_ < answers_.size()) {
                const auto size = boost::asio::read_until(socket, boost::asio::dynamic_buffer(held), "\r\n\r\n", error);
                if (error) break;
                held.erase(0, size);
                ++requests_;
                const std::string& answer = answers_[next_++];
                if (answer.empty()) break;
                boost::asio::write(socket, boost::asio::buffer(answer), error);
            }
        }
        boost::asio::ip::tcp::socket last{io_};
        acceptor_.accept(last);  // the one that wakes us
    }

    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    std::uint16_t port_ = acceptor_.local_endpoint().port();
    std::vector<std::string> answers_;
    std::size_t next_ = 0;
    std::atomic<int> requests_ = 0;
    std::thread thread_;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/x\r\n\r\nok";

TEST_F(Client, GetsTheWholeAnswer) {
    TestServer server;
    open();
    const auto reply = ask({"POST", server.url("/send?to=1"), {{"Content-Type", "text/plain"}}, "halo"});
    ASSERT_TRUE(reply.has_value()) << describe(reply.error());
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->content_type, "text/plain");
    EXPECT_EQ(reply->body, "POST /send?to=1 4 127.0.0.1");
    EXPECT_EQ(header(reply->headers, "cache-control"), "no-store");
}

TEST_F(Client, KeepsItsConnection) {
    TestServer server;
    open();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(ask(server.url("/")).has_value());
    EXPECT_EQ(server.counts().accepted, 1U);
}

TEST_F(Client, ClosesAConnectionThatIsIdle) {
    TestServer server;
    open({.idle_time = milliseconds{20}});
    EXPECT_TRUE(ask(server.url("/")).has_value());
    while (server.counts().open > 0) std::this_thread::yield();
    EXPECT_TRUE(ask(server.url("/")).has_value());
    EXPECT_EQ(server.counts().accepted, 2U);
}

TEST_F(Client, OpensAnotherWhenTheServerHasClosed) {
    ListenerSettings settings;
    settings.limits.idle_time = milliseconds{100};
    TestServer server{echo, settings};
    open();
    for (int i = 0; i < 3; ++i) {
        const auto reply = ask({"POST", server.url("/"), {}, "x"});
        ASSERT_TRUE(reply.has_value()) << describe(reply.error());
        while (server.counts().open > 0) std::this_thread::yield();
    }
}

TEST_F(Client, ResolvesNames) {
    TestServer server;
    open();
    const auto reply = ask("http://localhost:" + std::to_string(server.port()) + "/");
    ASSERT_TRUE(reply.has_value()) << describe(reply.error());
    EXPECT_EQ(reply->status, 200);
}

TEST_F(Client, AnAnswerOfAnyStatusIsAnAnswer) {
    Peer peer{{"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
               "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
               "HTTP/1.1 103 Early Hints\r\n\r\n" + ok,
               "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"}};
    open();
    for (const int status : {500, 302, 204, 200, 200}) EXPECT_EQ(ask(peer.url())->status, status);
}

TEST_F(Client, AHeadAnswerHasNoBody) {
    TestServer server;
    open();
    const auto reply = ask({"HEAD", server.url("/"), {}, ""});
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(header(reply->headers, "Content-Length"), "18");
    EXPECT_TRUE(reply->body.empty());
    EXPECT_TRUE(ask(server.url("/")).has_value());
    EXPECT_EQ(server.counts().accepted, 1U);
}

TEST_F(Client, SomeoneWhoDoesNotAnswerIsATimeout) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor silent{io, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    open();
    const auto reply =
        ask("http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/", milliseconds{30});
    ASSERT_FALSE(reply.has_value());
    EXPECT_EQ(describe(reply.error()), "timeout: no answer in time");
}

TEST_F(Client, NobodyThereIsUnavailable) {
    std::uint16_t port = 0;
    {
        boost::asio::io_context io;
        const boost::asio::ip::tcp::acceptor brief{io, {boost::asio::ip::make_address("127.0.0.1"), 0}};
        port = brief.local_endpoint().port();
    }
    open();
    const auto reply = ask("http://127.0.0.1:" + std::to_string(port) + "/");
    ASSERT_FALSE(reply.has_value());
    EXPECT_EQ(describe(reply.error()), "unavailable: connect: Connection refused");
}

TEST_F(Client, AConnectionLostWithinTheCallMayHaveDoneIt) {
    Peer peer{{""}};
    open();
    const auto reply = ask({"POST", peer.url(), {}, ""});
    ASSERT_FALSE(reply.has_value());
    EXPECT_EQ(reply.error().code, Errc::timeout);
    EXPECT_EQ(peer.requests(), 1);
}

TEST_F(Client, OnlyAReadIsRepeatedOnAKeptConnectionThatBreaks) {
    for (const std::string method : {"GET", "POST"}) {
        Peer peer{{ok, "", ok}};
        open();
        EXPECT_TRUE(ask({method, peer.url(), {}, ""}).has_value());
        EXPECT_EQ(ask({method, peer.url(), {}, ""}).has_value(), method == "GET");
        EXPECT_EQ(peer.requests(), method == "GET" ? 3 : 2);
        if (method == "POST") EXPECT_TRUE(ask({method, peer.url(), {}, ""}).has_value());
    }
}

struct BadAnswerCase {
    std::string_view name;
    std::string answer;
};

TEST_F(Client, AnAnswerThatIsNoneMayHaveDoneIt) {
    const BadAnswerCase cases[] = {
        {"Noise", "SSH-2.0-x\r\n\r\n"},
        {"LargeBody", "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"},
        {"LargeHead", "HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"},
        {"BothLengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {"InterimForEver",
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"},
    };
    for (const auto& [name, answer] : cases) {
        Peer peer{{answer}};
        open();
        const auto reply = ask(peer.url());
        ASSERT_FALSE(reply.has_value()) << name;
        EXPECT_EQ(reply.error().code, Errc::timeout) << name;
    }
}

TEST_F(Client, ABodyOfTheFullSizeIsTaken) {
    Peer peer{{"HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + std::string(std::size_t{1024} * 1024, 'x')}};
    open();
    EXPECT_EQ(ask(peer.url())->body.size(), 1024U * 1024);
}

TEST_F(Client, RefusesAUrlItCannotCall) {
    open();
    EXPECT_EQ(ask("gopher://a/").error().code, Errc::invalid_request);
}

TEST_F(Client, DoesNotTrustACertificateThatNobodyVouchesFor) {
    const Certificate certificate{"IP:127.0.0.1"};
    ListenerSettings settings;
    settings.tls = TlsServer::load(certificate.files()).value();
    TestServer server{echo, settings};
    const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    open();
    const auto distrusted = ask(url);
    ASSERT_FALSE(distrusted.has_value());
    EXPECT_EQ(distrusted.error().code, Errc::unavailable);
    EXPECT_TRUE(distrusted.error().detail.contains("certificate verify failed")) << distrusted.error().detail;
    EXPECT_EQ(server.counts().requests, 0U);
    open({.extra_authorities = certificate.files().certificate});
    for (int i = 0; i < 2; ++i) {
        const auto trusted = ask(url);
        ASSERT_TRUE(trusted.has_value()) << describe(trusted.error());
        EXPECT_EQ(trusted->body, "GET / 0 127.0.0.1");
    }
    EXPECT_EQ(server.counts().accepted, 2U);  // the second call of the one that trusts went over its kept connection
}

TEST_F(Client, DoesNotTrustACertificateForAnotherHost) {
    const Certificate certificate{"DNS:other.example"};
    ListenerSettings settings;
    settings.tls = TlsServer::load(certificate.files()).value();
    TestServer server{echo, settings};
    open({.extra_authorities = certificate.files().certificate});
    for (const std::string host : {"127.0.0.1", "localhost"}) {
        const auto reply = ask("https://" + host + ":" + std::to_string(server.port()) + "/");
        ASSERT_FALSE(reply.has_value()) << host;
        EXPECT_EQ(reply.error().code, Errc::unavailable) << host;
    }
    EXPECT_EQ(server.counts().requests, 0U);
}

TEST_F(Client, CallsBeyondItsConnectionsWaitInLine) {
    TestServer server;
    open({.connections = 2});
    std::vector<std::future<Result<HttpReply>>> replies;
    replies.reserve(50);
    for (int i = 0; i < 50; ++i) {
        auto call = [this, url = server.url("/" + std::to_string(i))] { return ask(url); };
        replies.push_back(std::async(std::launch::async, std::move(call)));
    }
    for (auto& reply : replies) EXPECT_TRUE(reply.get().has_value());
    EXPECT_LE(server.counts().accepted, 2U);
}

TEST_F(Client, ACallThatWaitsInLineTooLongIsNotSent) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor silent{io, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    const std::string url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
    open({.connections = 1});
    auto first = std::async(std::launch::async, [&] { return ask(url, seconds{2}); });
    boost::asio::ip::tcp::socket taken{io};
    silent.accept(taken);
    const auto second = ask(url, milliseconds{20});
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(describe(second.error()), "unavailable: no free connection in time");
    taken.close();
    EXPECT_EQ(first.get().error().code, Errc::timeout);
}

TEST_F(Client, NamesAnAuthorityFileItCannotRead) {
    const auto made = make_http_client(shard.executor(), shard.wheel(), {.extra_authorities = "/nowhere.pem"});
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, Errc::misconfigured);
}

}  // namespace
}  // namespace sambung::gateway
