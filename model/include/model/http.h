// HTTP as values, so that adapters need no sockets. Header names compare without case (RFC 9110 5.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::optional<std::string_view> header(const HttpHeaders& headers, std::string_view name);

// A request that came in. `target` is as it stood on the request line; `body` is the raw bytes.
struct HttpRequest {
    std::string method;
    std::string target;
    HttpHeaders headers;
    std::string body;
    std::string remote;  // the caller's address, after trusted proxies

    [[nodiscard]] std::string_view path() const;   // before '?', still percent-encoded
    [[nodiscard]] std::string_view query() const;  // after '?', still percent-encoded; empty if none
};

// An answer: ours to a provider, or a provider's to us.
struct HttpReply {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    HttpHeaders headers;
};

// A request that we make. `url` may be logged. Where a provider takes a credential, a number or a text only in the
// address, `secret_url` is the address that is called, and `url` says where in harmless words.
struct HttpCall {
    std::string method = "GET";
    std::string url;
    HttpHeaders headers;
    std::string body;
    std::string secret_url{};
    bool public_only = false;  // never to an address that only our own network or machine has

    [[nodiscard]] const std::string& address() const { return secret_url.empty() ? url : secret_url; }
};

// Pairs of a query or of an application/x-www-form-urlencoded body (WHATWG URL 5.1), decoded, in order, repeats kept.
// Never fails: a broken escape stays as it is.
using Form = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Form parse_form(std::string_view encoded);
[[nodiscard]] std::string encode_form(const Form& form);
[[nodiscard]] std::string percent_encode(std::string_view text);
[[nodiscard]] std::optional<std::string_view> field(const Form& form, std::string_view name);

}  // namespace sambung
