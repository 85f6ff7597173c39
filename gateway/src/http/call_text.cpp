#include "http/call_text.h"

#include "http/field_name.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace sambung::gateway {

namespace urls = boost::urls;

namespace {

constexpr std::array<std::string_view, 4> our_headers{"Host", "Content-Length", "Transfer-Encoding", "Connection"};

constexpr std::uint16_t usual_port(Scheme scheme) { return scheme == Scheme::https ? 443 : 80; }

// Boost.URL 1.81 lets a port above 65535 wrap round, so the digits are read here.
Result<Origin> origin_of(const urls::url_view& url) {
    Origin origin;
    switch (url.scheme_id()) {
        case urls::scheme::http:
            origin.scheme = Scheme::http;
            break;
        case urls::scheme::https:
            origin.scheme = Scheme::https;
            break;
        case urls::scheme::none:
        case urls::scheme::unknown:
        case urls::scheme::ftp:
        case urls::scheme::file:
        case urls::scheme::ws:
        case urls::scheme::wss:
            return fail(Errc::invalid_request, "url: neither http nor https");
    }
    if (url.has_userinfo()) return fail(Errc::invalid_request, "url: holds a user");
    origin.host = url.host_address();
    const bool plain = !origin.host.empty() && !url.encoded_host().contains('%');
    if (!plain) return fail(Errc::invalid_request, "url: bad host");
    origin.port = usual_port(origin.scheme);
    const std::string digits = url.port();
    if (digits.empty()) return origin;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), origin.port);
    if (error != std::errc{} || origin.port == 0) return fail(Errc::invalid_request, "url: bad port");
    return origin;
}

Result<> check(const HttpCall& call) {
    if (!is_token(call.method)) return fail(Errc::invalid_request, "method is not a token");
    for (const auto& [name, value] : call.headers) {
        if (!is_token(name)) return fail(Errc::invalid_request, "header name is not a token");
        if (!is_field_value(value)) return fail(Errc::invalid_request, "header value holds a control character");
        const bool ours = std::ranges::any_of(our_headers, [&name](auto our) { return same_word(our, name); });
        if (ours) return fail(Errc::invalid_request, "header is set by the client");
    }
    return {};
}

bool has_length(const HttpCall& call) {
    return !call.body.empty() || call.method == "POST" || call.method == "PUT" || call.method == "PATCH";
}

}  // namespace

Result<CallText> write_call(const HttpCall& call) {
    const auto sound = check(call);
    if (!sound) return std::unexpected(sound.error());
    const auto url = urls::parse_uri(call.address());
    if (!url) return fail(Errc::invalid_request, "url: not absolute");
    auto origin = origin_of(*url);
    if (!origin) return std::unexpected(origin.error());
    origin->public_only = call.public_only;
    const urls::string_view target = url->encoded_target();
    const urls::string_view host = url->encoded_host();

    std::string text;
    text.reserve(call.body.size() + 512);
    text.append(call.method).append(" ");
    if (!target.starts_with('/')) text += '/';
    text.append(target.data(), target.size()).append(" HTTP/1.1\r\nHost: ").append(host.data(), host.size());
    if (origin->port != usual_port(origin->scheme)) text.append(":").append(std::to_string(origin->port));
    text.append("\r\n");
    for (const auto& [name, value] : call.headers) text.append(name).append(": ").append(value).append("\r\n");
    if (has_length(call)) text.append("Content-Length: ").append(std::to_string(call.body.size())).append("\r\n");
    text.append("\r\n").append(call.body);
    return CallText{*std::move(origin), std::move(text)};
}

}  // namespace sambung::gateway
