// A long body on its way through the real client, piece by piece.
#include "http/pooled_http_client.h"
#include "http_peers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sambung::gateway {
namespace {

class Fetch : public testing::Test {
 protected:
    ~Fetch() override {
        shard_.run([this] { client_.reset(); });
    }
    Result<HttpReply> fetch(const std::string& url, std::size_t most = ~0UZ, milliseconds patience = seconds{20}) {
        if (!client_) shard_.run([this] { client_ = make_http_client(shard_.executor(), shard_.wheel(), {}).value(); });
        const auto sink = [this, most](std::string_view piece) { return take(piece, most); };
        came_.clear();
        return shard_.wait(client_->fetch({.method = "GET", .url = url, .headers = {}, .body = {}}, sink, patience));
    }

    Task<bool> take(std::string_view piece, std::size_t most) {
        longest_ = std::max(longest_, piece.size());
        came_ += piece;
        co_return came_.size() <= most;
    }

    TestShard shard_;
    std::unique_ptr<HttpClient> client_;
    std::string came_;
    std::size_t longest_ = 0;
};

Task<HttpReply> say(int status, std::string body) { co_return HttpReply{status, "text/plain", std::move(body), {}}; }
HttpHandler saying(int status, std::string body) {
    return [status, body](const HttpRequest& /*request*/) { return say(status, body); };
}

// Answers one request with these bytes, one write a part, and closes.
class Scripted {
 public:
    explicit Scripted(std::vector<std::string> parts, milliseconds between = milliseconds{5}) {
        thread_ = std::thread([this, parts = std::move(parts), between] {
            boost::asio::ip::tcp::socket socket{io_};
            acceptor_.accept(socket);
            std::string held;
            boost::system::error_code error;
            boost::asio::read_until(socket, boost::asio::dynamic_buffer(held), "\r\n\r\n", error);
            for (const std::string& part : parts) {
                boost::asio::write(socket, boost::asio::buffer(part), error);
                boost::asio::steady_timer pause{io_, between};
                pause.wait();
            }
        });
    }
    ~Scripted() { thread_.join(); }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
    }

 private:
    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    std::thread thread_;
};

TEST_F(Fetch, ABodyLongerThanAnAnswerMayBeComesInPieces) {
    std::string body(3UZ * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < body.size(); i += 4'099) body[i] = static_cast<char>('a' + i % 26);
    TestServer server{saying(200, body)};
    const Result<HttpReply> reply = fetch(server.url("/"));
    ASSERT_TRUE(reply) << describe(reply.error());
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "");
    EXPECT_TRUE(came_ == body);
    EXPECT_LE(longest_, 16UZ * 1024);
    EXPECT_TRUE(fetch(server.url("/")));
    EXPECT_EQ(server.counts().accepted, 1U) << "the connection is kept";
}

TEST_F(Fetch, OfAnotherAnswerTheBodyIsInTheReply) {
    TestServer server{saying(404, R"({"error":1})")};
    const Result<HttpReply> reply = fetch(server.url("/"));
    EXPECT_EQ(reply->status, 404);
    EXPECT_EQ(reply->body, R"({"error":1})");
    EXPECT_EQ(came_, "");
}

TEST_F(Fetch, ASinkThatWantsNoMoreEndsIt) {
    TestServer server{saying(200, std::string(1'000'000, 'x'))};
    const Result<HttpReply> reply = fetch(server.url("/"), 50'000);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, Errc::timeout);
    EXPECT_LT(came_.size(), 100'000U);
}

TEST_F(Fetch, ChunksAreJoinedHoweverTheyCome) {
    for (const milliseconds between : {milliseconds{0}, milliseconds{5}}) {
        Scripted peer{
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n", "2\r", "\nde\r\n", "0\r\n\r\n"},
            between};
        const Result<HttpReply> reply = fetch(peer.url());
        ASSERT_TRUE(reply) << describe(reply.error());
        EXPECT_EQ(came_, "abcde");
    }
}

TEST_F(Fetch, APeerThatGoesOnIsWaitedForLongerThanPatience) {
    Scripted peer{{"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", "a", "b", "c", "d", "e", "f"}, milliseconds{40}};
    const Result<HttpReply> reply = fetch(peer.url(), ~0UZ, milliseconds{150});
    ASSERT_TRUE(reply) << describe(reply.error());
    EXPECT_EQ(came_, "abcdef");
}

TEST_F(Fetch, APeerThatFallsSilentIsNot) {
    Scripted peer{{"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", "abc"}, milliseconds{300}};
    const Result<HttpReply> reply = fetch(peer.url(), ~0UZ, milliseconds{50});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, Errc::timeout);
}

TEST_F(Fetch, WhatIsCutOffIsNoAnswer) {
    Scripted peer{{"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", "abc"}};
    EXPECT_EQ(fetch(peer.url()).error().code, Errc::timeout);
}

}  // namespace
}  // namespace sambung::gateway
