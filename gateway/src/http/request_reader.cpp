#include "http/request_reader.h"

#include "http/framing_guard.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace sambung::gateway {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::size_t most_reserved = 64 * 1024;  // a Content-Length is only a promise

constexpr std::size_t shortest_last_chunk = 5;  // "0\r\n\r\n"

HttpFault fault_of(const beast::error_code& error) {
    if (error == http::error::body_limit) return HttpFault::body_too_large;
    if (error == http::error::header_limit) return HttpFault::headers_too_large;
    return HttpFault::malformed;
}

// Beast has one code for a version that is not ours and for a line that has none.
bool asks_for_another_version(std::string_view head) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const auto space = line.rfind(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view version = line.substr(space + 1);
    const bool is_version = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.';
    return is_version && version != "HTTP/1.0" && version != "HTTP/1.1";
}

// A TLS hello or other noise on a plain port is refused at its first byte.
bool begins_like_a_method(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

class RequestReader::Parser final : public http::basic_parser<true> {
 public:
    explicit Parser(const HttpLimits& limits) {
        header_limit(static_cast<std::uint32_t>(limits.head_bytes));
        body_limit(limits.body_bytes);
        eager(true);
    }

    HttpRequest request;
    HttpVersion version = HttpVersion::http_1_1;

 private:
    void on_request_impl(http::verb /*method*/, beast::string_view method, beast::string_view target, int number,
                         beast::error_code& /*error*/) override {
        request.method.assign(method.data(), method.size());
        request.target.assign(target.data(), target.size());
        version = number == 10 ? HttpVersion::http_1_0 : HttpVersion::http_1_1;
        request.headers.reserve(12);  // providers send 8 to 12
    }
    void on_field_impl(http::field /*known*/, beast::string_view name, beast::string_view value,
                       beast::error_code& /*error*/) override {
        if (in_trailer_) return;  // a trailer must not pass for a header (RFC 9110 6.5.1)
        request.headers.emplace_back(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
    }
    void on_header_impl(beast::error_code& /*error*/) override { in_trailer_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, beast::error_code& /*error*/) override {
        if (length) request.body.reserve(std::min<std::size_t>(*length, most_reserved));
    }
    std::size_t on_body_impl(beast::string_view bytes, beast::error_code& /*error*/) override {
        request.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/,
                              beast::error_code& /*error*/) override {}
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, beast::string_view bytes,
                                   beast::error_code& /*error*/) override {
        request.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_finish_impl(beast::error_code& /*error*/) override {}
    void on_response_impl(int /*status*/, beast::string_view /*reason*/, int /*version*/,
                          beast::error_code& /*error*/) override {}

    bool in_trailer_ = false;
};

RequestReader::RequestReader(const HttpLimits& limits) : limits_(limits) {}
RequestReader::~RequestReader() = default;

RequestReader::Step RequestReader::read(std::string_view bytes) {
    if (parser_) return read_body(bytes);
    Step head = read_head(bytes);
    const bool has_more = head.progress == Progress::wants_more && parser_ && head.used < bytes.size();
    if (!has_more) return head;
    Step body = read_body(bytes.substr(head.used));
    body.used += head.used;
    return body;
}

// Waits for the whole head before parsing: Beast takes it line by line, and its limit then counts only the last piece.
RequestReader::Step RequestReader::read_head(std::string_view bytes) {
    std::size_t blank = 0;  // empty lines before a request line are skipped (RFC 9112 2.2)
    while (bytes.substr(blank).starts_with("\r\n")) blank += 2;
    bytes.remove_prefix(blank);
    if (blank > 0) searched_ = 0;
    const auto end = bytes.find(end_of_head, searched_);
    if (end == std::string_view::npos) {
        if (bytes.size() >= limits_.head_bytes) return {blank, std::unexpected(HttpFault::headers_too_large)};
        const bool noise = !bytes.empty() && bytes.front() != '\r' && !begins_like_a_method(bytes.front());
        if (noise) return {blank, std::unexpected(HttpFault::malformed)};
        searched_ = bytes.size() < end_of_head.size() ? 0 : bytes.size() - (end_of_head.size() - 1);
        return {blank, Progress::wants_more};
    }
    const std::string_view head = bytes.substr(0, end + end_of_head.size());
    if (head.size() > limits_.head_bytes) return {blank, std::unexpected(HttpFault::headers_too_large)};
    Step step{blank + head.size(), judge(head)};
    const bool waits = step.progress == Progress::wants_continue;
    if (waits && head.size() < bytes.size()) step.progress = Progress::wants_more;  // it did not wait
    return step;
}

std::expected<RequestReader::Progress, HttpFault> RequestReader::judge(std::string_view head) {
    parser_ = std::make_unique<Parser>(limits_);
    beast::error_code error;
    parser_->put(boost::asio::const_buffer{head.data(), head.size()}, error);
    HttpRequest& request = parser_->request;
    if (error == http::error::bad_version && asks_for_another_version(head))
        return std::unexpected(HttpFault::unknown_version);
    if (error) return std::unexpected(fault_of(error));
    const auto fault = fault_in({request.method, request.target, parser_->version, request.headers, head}, limits_);
    if (fault) return std::unexpected(*fault);
    auto path = origin_form(request.target);
    if (!path) return std::unexpected(HttpFault::malformed);
    request.target = *std::move(path);
    if (parser_->is_done()) return Progress::complete;
    const auto expectation = header(request.headers, "Expect");
    const bool waits = parser_->version == HttpVersion::http_1_1 && expectation == "100-continue";
    return waits ? Progress::wants_continue : Progress::wants_more;
}

RequestReader::Step RequestReader::read_body(std::string_view bytes) {
    // Beast asserts on a last chunk that comes in pieces; no chunked body ends in fewer bytes.
    if (parser_->chunked() && bytes.size() < shortest_last_chunk) return {0, Progress::wants_more};
    beast::error_code error;
    const std::size_t used = parser_->put(boost::asio::const_buffer{bytes.data(), bytes.size()}, error);
    if (error && error != http::error::need_more) return {used, std::unexpected(fault_of(error))};
    if (parser_->is_done()) return {used, Progress::complete};
    // A chunk's size line or the trailer must fit where a head must.
    if (bytes.size() - used >= limits_.head_bytes) return {used, std::unexpected(HttpFault::headers_too_large)};
    return {used, Progress::wants_more};
}

std::size_t RequestReader::body_bytes() const { return parser_ ? parser_->request.body.size() : 0; }

bool RequestReader::keeps_alive() const { return parser_->version == HttpVersion::http_1_1 && parser_->keep_alive(); }

HttpRequest RequestReader::take_request() { return std::move(parser_->request); }

void RequestReader::reset() {
    parser_.reset();
    searched_ = 0;
}

}  // namespace sambung::gateway
