#include "http/reply_writer.h"

#include "http/field_name.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sambung::gateway {

namespace {

constexpr std::size_t resting_bytes = 1024;
constexpr std::size_t usual_head_bytes = 320;

struct StatusRow {
    int status;
    std::string_view line;
};

// The statuses in use first. RFC 9110 15, RFC 6585.
constexpr StatusRow status_lines[] = {
    {200, "HTTP/1.1 200 OK\r\n"},
    {201, "HTTP/1.1 201 Created\r\n"},
    {202, "HTTP/1.1 202 Accepted\r\n"},
    {204, "HTTP/1.1 204 No Content\r\n"},
    {206, "HTTP/1.1 206 Partial Content\r\n"},
    {301, "HTTP/1.1 301 Moved Permanently\r\n"},
    {302, "HTTP/1.1 302 Found\r\n"},
    {303, "HTTP/1.1 303 See Other\r\n"},
    {304, "HTTP/1.1 304 Not Modified\r\n"},
    {307, "HTTP/1.1 307 Temporary Redirect\r\n"},
    {308, "HTTP/1.1 308 Permanent Redirect\r\n"},
    {400, "HTTP/1.1 400 Bad Request\r\n"},
    {401, "HTTP/1.1 401 Unauthorized\r\n"},
    {403, "HTTP/1.1 403 Forbidden\r\n"},
    {404, "HTTP/1.1 404 Not Found\r\n"},
    {405, "HTTP/1.1 405 Method Not Allowed\r\n"},
    {406, "HTTP/1.1 406 Not Acceptable\r\n"},
    {408, "HTTP/1.1 408 Request Timeout\r\n"},
    {409, "HTTP/1.1 409 Conflict\r\n"},
    {410, "HTTP/1.1 410 Gone\r\n"},
    {412, "HTTP/1.1 412 Precondition Failed\r\n"},
    {413, "HTTP/1.1 413 Content Too Large\r\n"},
    {414, "HTTP/1.1 414 URI Too Long\r\n"},
    {415, "HTTP/1.1 415 Unsupported Media Type\r\n"},
    {422, "HTTP/1.1 422 Unprocessable Content\r\n"},
    {428, "HTTP/1.1 428 Precondition Required\r\n"},
    {429, "HTTP/1.1 429 Too Many Requests\r\n"},
    {431, "HTTP/1.1 431 Request Header Fields Too Large\r\n"},
    {500, "HTTP/1.1 500 Internal Server Error\r\n"},
    {501, "HTTP/1.1 501 Not Implemented\r\n"},
    {502, "HTTP/1.1 502 Bad Gateway\r\n"},
    {503, "HTTP/1.1 503 Service Unavailable\r\n"},
    {504, "HTTP/1.1 504 Gateway Timeout\r\n"},
    {505, "HTTP/1.1 505 HTTP Version Not Supported\r\n"},
};

constexpr std::array<std::string_view, 5> our_headers{"Content-Length", "Transfer-Encoding", "Connection", "Date",
                                                      "Content-Type"};

bool has_body(int status) { return status != 204 && status != 304; }

void append_number(std::string& text, std::size_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

void append_status(std::string& text, int status) {
    const auto row = std::ranges::find(status_lines, status, &StatusRow::status);
    if (row != std::end(status_lines)) {
        text.append(row->line);
        return;
    }
    text.append("HTTP/1.1 ");
    append_number(text, static_cast<std::size_t>(status));
    text.append(" \r\n");  // the phrase may be empty, its space may not (RFC 9112 4)
}

void append_two_digits(std::string& text, unsigned number) {
    text += static_cast<char>('0' + number / 10);
    text += static_cast<char>('0' + number % 10);
}

}  // namespace

std::string_view HttpDate::at(std::chrono::sys_seconds now) {
    if (now == made_for_) return text_;
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{now - day};
    text_.assign(days[std::chrono::weekday{day}.c_encoding()]).append(", ");
    append_two_digits(text_, static_cast<unsigned>(date.day()));
    text_.append(" ").append(months[static_cast<unsigned>(date.month()) - 1]).append(" ");
    append_number(text_, static_cast<std::size_t>(static_cast<int>(date.year())));
    text_ += ' ';
    append_two_digits(text_, static_cast<unsigned>(time.hours().count()));
    text_ += ':';
    append_two_digits(text_, static_cast<unsigned>(time.minutes().count()));
    text_ += ':';
    append_two_digits(text_, static_cast<unsigned>(time.seconds().count()));
    text_.append(" GMT");
    made_for_ = now;
    return text_;
}

std::optional<std::string_view> flaw_in(const HttpReply& reply) {
    if (reply.status < 200 || reply.status > 599) return "status is not that of a final reply";
    if (!is_field_value(reply.content_type)) return "content type holds a control character";
    for (const auto& [name, value] : reply.headers) {
        if (!is_token(name)) return "header name is not a token";
        if (!is_field_value(value)) return "header value holds a control character";
        const bool ours = std::ranges::any_of(our_headers, [&name](auto our) { return same_word(our, name); });
        if (ours) return "header is set by the server";
    }
    return std::nullopt;
}

std::string_view ReplyWriter::write(const HttpReply& reply, ReplyBody body, AfterReply after, std::string_view date) {
    text_.clear();
    if (body == ReplyBody::sent) text_.reserve(reply.body.size() + usual_head_bytes);
    append_status(text_, reply.status);
    append_header(text_, "Date", date);
    if (has_body(reply.status)) {
        if (!reply.content_type.empty()) append_header(text_, "Content-Type", reply.content_type);
        text_.append("Content-Length: ");
        append_number(text_, reply.body.size());
        text_.append("\r\n");
    }
    if (after == AfterReply::close) text_.append("Connection: close\r\n");
    if (!header(reply.headers, "X-Content-Type-Options")) text_.append("X-Content-Type-Options: nosniff\r\n");
    if (!header(reply.headers, "Cache-Control")) text_.append("Cache-Control: no-store\r\n");
    for (const auto& [name, value] : reply.headers) append_header(text_, name, value);
    text_.append("\r\n");
    if (body == ReplyBody::sent && has_body(reply.status)) text_.append(reply.body);
    return text_;
}

void ReplyWriter::rest() {
    if (text_.capacity() > resting_bytes) text_ = {};
}

}  // namespace sambung::gateway
