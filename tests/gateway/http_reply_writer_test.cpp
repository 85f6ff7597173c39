#include "http/http_fault.h"
#include "http/reply_writer.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";

std::string written(const HttpReply& reply, ReplyBody body = ReplyBody::sent, AfterReply after = AfterReply::keep) {
    ReplyWriter writer;
    return std::string{writer.write(reply, body, after, date)};
}

TEST(ReplyWriter, WritesAReplyWithItsLengthAndTheSafeDefaults) {
    EXPECT_EQ(written({200, "text/plain", "CON Halo", {}}),
              "HTTP/1.1 200 OK\r\n"
              "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
              "Content-Type: text/plain\r\n"
              "Content-Length: 8\r\n"
              "X-Content-Type-Options: nosniff\r\n"
              "Cache-Control: no-store\r\n"
              "\r\n"
              "CON Halo");
}

TEST(ReplyWriter, LeavesTheBodyOfAHeadRequestOutButTellsItsLength) {
    const std::string text = written({200, "text/plain", "CON Halo", {}}, ReplyBody::left_out);
    EXPECT_TRUE(text.contains("Content-Length: 8\r\n")) << text;
    EXPECT_TRUE(text.ends_with("\r\n\r\n")) << text;
}

TEST(ReplyWriter, SaysThatItCloses) {
    EXPECT_TRUE(written({}, ReplyBody::sent, AfterReply::close).contains("\r\nConnection: close\r\n"));
    EXPECT_FALSE(written({}).contains("Connection"));
}

TEST(ReplyWriter, KeepsTheHandlersOwnCachingRule) {
    const std::string text = written({200, "text/css", "", {{"cache-control", "max-age=60"}}});
    EXPECT_TRUE(text.contains("\r\ncache-control: max-age=60\r\n")) << text;
    EXPECT_FALSE(text.contains("no-store")) << text;
}

TEST(ReplyWriter, GivesNoBodyAndNoLengthWhereTheStatusHasNone) {
    for (const int status : {204, 304}) {
        const std::string text = written({status, "text/plain", "lost", {}});
        EXPECT_FALSE(text.contains("Content-Length")) << text;
        EXPECT_TRUE(text.ends_with("\r\n\r\n")) << text;
    }
}

TEST(ReplyWriter, ForgetsTheReplyBefore) {
    ReplyWriter writer;
    (void)writer.write({200, "text/plain", "a long first reply", {}}, ReplyBody::sent, AfterReply::keep, date);
    const auto second = writer.write({200, "text/plain", "b", {}}, ReplyBody::sent, AfterReply::keep, date);
    EXPECT_TRUE(
        second.ends_with("Content-Length: 1\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n\r\nb"));
}

struct StatusCase {
    int status;
    std::string_view line;
};
constexpr StatusCase status_cases[] = {
    {200, "HTTP/1.1 200 OK\r\n"},
    {404, "HTTP/1.1 404 Not Found\r\n"},
    {408, "HTTP/1.1 408 Request Timeout\r\n"},
    {413, "HTTP/1.1 413 Content Too Large\r\n"},
    {431, "HTTP/1.1 431 Request Header Fields Too Large\r\n"},
    {501, "HTTP/1.1 501 Not Implemented\r\n"},
    {505, "HTTP/1.1 505 HTTP Version Not Supported\r\n"},
    {499, "HTTP/1.1 499 \r\n"},
};

TEST(ReplyWriter, NamesEachStatus) {
    for (const auto& [status, line] : status_cases)
        EXPECT_TRUE(written({status, "text/plain", "", {}}).starts_with(line)) << status;
}

struct FlawCase {
    HttpReply reply;
    std::optional<std::string_view> flaw;
};

TEST(ReplyWriter, RefusesWhatWouldBreakTheFraming) {
    const FlawCase cases[] = {
        {{200, "text/plain", "a\r\nb", {{"Location", "/desk/cases/481207365"}}}, {}},
        {{302, "", "", {{"Location", "/\r\nSet-Cookie: a=b"}}}, "header value holds a control character"},
        {{302, "", "", {{"Location", "/\n"}}}, "header value holds a control character"},
        {{200, "", "", {{"X-A", std::string{"a\0b", 3}}}}, "header value holds a control character"},
        {{200, "", "", {{"X-A:b", "c"}}}, "header name is not a token"},
        {{200, "", "", {{"", "c"}}}, "header name is not a token"},
        {{200, "text/plain\r\nX: y", "", {}}, "content type holds a control character"},
        {{200, "", "", {{"content-length", "3"}}}, "header is set by the server"},
        {{200, "", "", {{"Transfer-Encoding", "chunked"}}}, "header is set by the server"},
        {{100, "", "", {}}, "status is not that of a final reply"},
        {{0, "", "", {}}, "status is not that of a final reply"},
    };
    for (const auto& [reply, flaw] : cases) EXPECT_EQ(flaw_in(reply), flaw) << reply.status;
}

TEST(HttpDate, IsWrittenAsRfc9110Says) {
    using namespace std::chrono;
    HttpDate clock;
    EXPECT_EQ(clock.at(sys_days{1994y / November / 6} + 8h + 49min + 37s), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(clock.at(sys_days{2026y / February / 28} + 23h + 59min + 59s), "Sat, 28 Feb 2026 23:59:59 GMT");
    EXPECT_EQ(clock.at(sys_days{2026y / March / 1}), "Sun, 01 Mar 2026 00:00:00 GMT");
    EXPECT_EQ(clock.at(sys_seconds{}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(HttpFault, IsJsonOfFixedWords) {
    const HttpReply reply = fault_reply(HttpFault::malformed);
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.content_type, "application/json");
    EXPECT_EQ(reply.body, R"({"error":{"code":"invalid_request","message":"The request could not be understood."}})");
}

struct FaultCase {
    HttpFault fault;
    int status;
};

TEST(HttpFault, HasAStatusEach) {
    constexpr FaultCase cases[] = {
        {HttpFault::malformed, 400},         {HttpFault::timed_out, 408},
        {HttpFault::body_too_large, 413},    {HttpFault::target_too_long, 414},
        {HttpFault::headers_too_large, 431}, {HttpFault::failed, 500},
        {HttpFault::unknown_method, 501},    {HttpFault::busy, 503},
        {HttpFault::unknown_version, 505},
    };
    for (const auto& [fault, status] : cases) EXPECT_EQ(policy(fault).status, status);
}

}  // namespace
}  // namespace sambung::gateway
