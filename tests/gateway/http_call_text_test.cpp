#include "http/call_text.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

TEST(CallText, IsARequestForTheOriginsHost) {
    const auto call =
        write_call({"POST", "https://api.example:8443/v1/sms?key=k%201", {{"Content-Type", "text/plain"}}, "halo"});
    ASSERT_TRUE(call.has_value());
    EXPECT_EQ(call->origin, (Origin{Scheme::https, "api.example", 8443}));
    EXPECT_EQ(call->text,
              "POST /v1/sms?key=k%201 HTTP/1.1\r\n"
              "Host: api.example:8443\r\n"
              "Content-Type: text/plain\r\n"
              "Content-Length: 4\r\n"
              "\r\n"
              "halo");
}

struct UrlCase {
    std::string_view url;
    std::string_view first_lines;
    Origin origin;
};

TEST(CallText, ReadsUrls) {
    const UrlCase cases[] = {
        {"http://a", "GET / HTTP/1.1\r\nHost: a\r\n", {Scheme::http, "a", 80}},
        {"HTTP://a:80/", "GET / HTTP/1.1\r\nHost: a\r\n", {Scheme::http, "a", 80}},
        {"https://a:443?b=c", "GET /?b=c HTTP/1.1\r\nHost: a\r\n", {Scheme::https, "a", 443}},
        {"http://a:443/b", "GET /b HTTP/1.1\r\nHost: a:443\r\n", {Scheme::http, "a", 443}},
        {"http://[::1]:8080/b#c", "GET /b HTTP/1.1\r\nHost: [::1]:8080\r\n", {Scheme::http, "::1", 8080}},
        {"http://10.0.0.1/b", "GET /b HTTP/1.1\r\nHost: 10.0.0.1\r\n", {Scheme::http, "10.0.0.1", 80}},
    };
    for (const auto& [url, first_lines, origin] : cases) {
        const auto call = write_call({"GET", std::string{url}, {}, {}});
        ASSERT_TRUE(call.has_value()) << url;
        EXPECT_EQ(call->origin, origin) << url;
        EXPECT_EQ(call->text, std::string{first_lines} + "\r\n") << url;
    }
}

TEST(CallText, GivesAnEmptyPostItsLength) {
    EXPECT_TRUE(write_call({"POST", "http://a/", {}, ""})->text.ends_with("Content-Length: 0\r\n\r\n"));
    EXPECT_TRUE(write_call({"DELETE", "http://a/", {}, ""})->text.ends_with("Host: a\r\n\r\n"));
}

struct BadCallCase {
    HttpCall call;
    std::string_view words;
};

TEST(CallText, RefusesWhatCannotBeSent) {
    const BadCallCase cases[] = {
        {{"GET", "/a", {}, ""}, "invalid_request: url: not absolute"},
        {{"GET", "http://a/b c", {}, ""}, "invalid_request: url: not absolute"},
        {{"GET", "http://a/\r\nX: y", {}, ""}, "invalid_request: url: not absolute"},
        {{"GET", "ftp://a/", {}, ""}, "invalid_request: url: neither http nor https"},
        {{"GET", "sms:+628", {}, ""}, "invalid_request: url: neither http nor https"},
        {{"GET", "http:///a", {}, ""}, "invalid_request: url: bad host"},
        {{"GET", "http://a%0d%0ab/", {}, ""}, "invalid_request: url: bad host"},
        {{"GET", "http://user:secret@a/", {}, ""}, "invalid_request: url: holds a user"},
        {{"GET", "http://a:65616/", {}, ""}, "invalid_request: url: bad port"},
        {{"GET", "http://a:0/", {}, ""}, "invalid_request: url: bad port"},
        {{"GE T", "http://a/", {}, ""}, "invalid_request: method is not a token"},
        {{"GET", "http://a/", {{"X", "y\r\nZ: 1"}}, ""}, "invalid_request: header value holds a control character"},
        {{"GET", "http://a/", {{"X:", "y"}}, ""}, "invalid_request: header name is not a token"},
        {{"GET", "http://a/", {{"host", "b"}}, ""}, "invalid_request: header is set by the client"},
    };
    for (const auto& [call, words] : cases) {
        const auto text = write_call(call);
        ASSERT_FALSE(text.has_value()) << words;
        EXPECT_EQ(describe(text.error()), words);
    }
}

}  // namespace
}  // namespace sambung::gateway
