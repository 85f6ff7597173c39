// One table of requests, read three ways: by the reader at once, by the reader a byte at a time, and over a socket.
#include "http/framing_guard.h"
#include "http/request_reader.h"
#include "http_peers.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

struct FramingCase {
    std::string_view name;
    std::string_view text;
    int status;  // what the caller hears; 200: the handler is asked
};

constexpr FramingCase cases[] = {
    {"Plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200},
    {"WithABody", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 200},
    {"Chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200},
    {"ChunkedInCapitals", "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n0\r\n\r\n", 200},
    {"ChunkedWithATrailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n\r\n", 200},
    {"OldWithoutHost", "GET / HTTP/1.0\r\n\r\n", 200},
    {"EmptyLinesBefore", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 200},
    {"AbsoluteForm", "GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n", 200},
    {"HostWithPort", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
    {"EmptyHost", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 200},

    {"NoHost", "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400},
    {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"TwoHostsInOneLine", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
    {"TwoHostsOfOld", "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", 400},
    {"HostWithAPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"RepeatedLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
    {"DifferingLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
    {"LengthAsAList", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", 400},
    {"LengthWithASign", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400},
    {"NegativeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc", 400},
    {"HexLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc", 400},
    {"EmptyLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400},
    {"LengthBeyond64Bits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\n", 400},
    {"LengthThenEncoding",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"EncodingThenLength",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
    {"UnknownEncodingAndLength",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc", 400},
    {"EncodingOfOld", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"GzipThenChunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
    {"ChunkedThenIdentity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400},
    {"ChunkedTwice",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"Identity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 400},
    {"EncodingInQuotes", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400},
    {"EncodingAfterATab", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400},
    {"EmptyEncoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", 400},
    {"FoldedWithASpace", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400},
    {"FoldedWithATab", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n", 400},
    {"FoldedEncoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
    {"SpaceBeforeColon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc", 400},
    {"SpaceBeforeTheFirstHeader", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"BareLineFeed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
    {"BareLineFeedInHeaders", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400},
    {"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400},
    {"HeaderWithoutColon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400},
    {"ChunkSizeThatIsNone", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n", 400},
    {"ChunkSizeWithASign", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n", 400},
    {"ChunkLongerThanSaid", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
     400},
    {"LengthInTheTrailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n", 400},
    {"RelativeTarget", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"StarTarget", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"OtherScheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"NoTarget", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"SpaceInTarget", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"NoVersion", "GET /\r\n\r\n", 400},
    {"Noise", "\x16\x03\x01\x02", 400},
    {"Connect", "CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"Trace", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"LowerCaseMethod", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"MadeUpMethod", "MAKAN / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"VersionTwo", "PRI * HTTP/2.0\r\n\r\n", 505},
    {"VersionOnePointTwo", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
};

int status_of(const RequestReader::Step& step) {
    if (!step.progress) return policy(step.progress.error()).status;
    return *step.progress == RequestReader::Progress::complete ? 200 : 0;
}

TEST(Framing, IsJudgedAtOnce) {
    const HttpLimits limits;
    for (const auto& row : cases) {
        RequestReader reader{limits};
        EXPECT_EQ(status_of(reader.read(row.text)), row.status) << row.name;
    }
}

TEST(Framing, IsJudgedTheSameByteByByte) {
    const HttpLimits limits;
    for (const auto& row : cases) {
        RequestReader reader{limits};
        std::string unread;
        int status = 0;
        for (std::size_t at = 0; at < row.text.size() && status == 0; ++at) {
            unread += row.text[at];
            const auto step = reader.read(unread);
            unread.erase(0, step.used);
            status = status_of(step);
        }
        EXPECT_EQ(status, row.status) << row.name;
    }
}

TEST(Framing, IsRefusedOverTheWireAndTheConnectionClosed) {
    TestServer server;
    for (const auto& row : cases) {
        RawCaller caller{server.port()};
        caller.send(row.text);
        const RawReply reply = caller.read();
        EXPECT_EQ(reply.status, row.status) << row.name;
        if (row.status == 200) continue;
        EXPECT_TRUE(reply.has("Connection: close")) << row.name;
        EXPECT_TRUE(reply.has("Content-Type: application/json")) << row.name;
        EXPECT_TRUE(reply.body.starts_with(R"({"error":{"code":")")) << row.name;
        EXPECT_TRUE(caller.is_closed()) << row.name;
    }
}

TEST(Framing, ATrailerIsNoHeader) {
    const HttpLimits limits;
    RequestReader reader{limits};
    const auto step = reader.read(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Forwarded-For: "
        "1.1.1.1\r\n\r\n");
    ASSERT_EQ(status_of(step), 200);
    EXPECT_EQ(header(reader.take_request().headers, "X-Forwarded-For"), std::nullopt);
}

TEST(Framing, WhatFollowsTheRequestIsLeft) {
    const HttpLimits limits;
    RequestReader reader{limits};
    const auto step = reader.read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /next");
    ASSERT_EQ(status_of(step), 200);
    EXPECT_EQ(step.used, std::string_view{"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"}.size());
    EXPECT_EQ(reader.take_request().body, "abc");
}

struct TargetCase {
    std::string_view target;
    std::optional<std::string> path;
};

TEST(Framing, TargetsArePaths) {
    const TargetCase targets[] = {
        {"/", "/"},
        {"/a?b=http://c", "/a?b=http://c"},
        {"http://host/a?b", "/a?b"},
        {"HTTPS://host:8443/a", "/a"},
        {"http://host", "/"},
        {"http://host?b", "/?b"},
        {"http:///a", std::nullopt},
        {"http://", std::nullopt},
        {"host:443", std::nullopt},
        {"*", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& [target, path] : targets) EXPECT_EQ(origin_form(target), path) << target;
}

}  // namespace
}  // namespace sambung::gateway
