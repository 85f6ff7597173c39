// Any bytes on a connection, read at once and in pieces: the same requests come of both, none is over the limits, none
// could be read differently by a proxy before us, and each, written anew, is read as itself.
#include "choices.h"
#include "http/field_name.h"
#include "http/framing_guard.h"
#include "http/request_reader.h"
#include "must.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace sambung;
using namespace sambung::gateway;

constexpr HttpLimits limits{.head_bytes = 1024, .target_bytes = 512, .headers = 20, .body_bytes = 2048};

struct Heard {
    std::vector<HttpRequest> requests;
    bool refused = false;  // and nothing behind it is read
    bool closes = false;   // after the last request
};

bool same(const HttpRequest& a, const HttpRequest& b) {
    return a.method == b.method && a.target == b.target && a.headers == b.headers && a.body == b.body;
}

int lines_of(const HttpHeaders& headers, std::string_view name) {
    return static_cast<int>(
        std::ranges::count_if(headers, [name](const auto& line) { return same_word(line.first, name); }));
}

void require_unambiguous(const HttpRequest& request) {
    must(lines_of(request.headers, "Host") <= 1);
    const int lengths = lines_of(request.headers, "Content-Length");
    const int encodings = lines_of(request.headers, "Transfer-Encoding");
    must(lengths + encodings <= 1);
    if (encodings == 1) must(same_word(header(request.headers, "Transfer-Encoding").value(), "chunked"));
    if (lengths + encodings == 0) must(request.body.empty());
    if (lengths == 0) return;
    const std::string_view text = header(request.headers, "Content-Length").value();
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    must(error == std::errc{} && end == text.data() + text.size() && length == request.body.size());
}

void require_sound(const HttpRequest& request) {
    must(is_token(request.method) && request.target.starts_with('/'));
    must(request.target.size() <= limits.target_bytes + 1 && request.body.size() <= limits.body_bytes);
    must(request.headers.size() <= limits.headers);
    for (const char c : request.target) must(static_cast<unsigned char>(c) > 0x20 && c != 0x7F);
    for (const auto& [name, value] : request.headers) must(is_token(name) && is_field_value(value));
    require_unambiguous(request);
}

// As a connection reads: what a step leaves is shown again with what comes behind it.
class Connection {
 public:
    void comes(std::string_view bytes) {
        unread_ += bytes;
        while (!over_ && !unread_.empty() && step()) {
        }
    }
    [[nodiscard]] const Heard& heard() const { return heard_; }

 private:
    // Whether there may be more to say without more bytes.
    bool step() {
        const RequestReader::Step step = reader_->read(unread_);
        must(step.used <= unread_.size());
        unread_.erase(0, step.used);
        must(reader_->body_bytes() <= limits.body_bytes);
        if (!step.progress) {
            heard_.refused = over_ = true;
            return false;
        }
        if (*step.progress == RequestReader::Progress::wants_continue) return true;
        if (*step.progress != RequestReader::Progress::complete) return false;
        heard_.closes = over_ = !reader_->keeps_alive();
        heard_.requests.push_back(reader_->take_request());
        require_sound(heard_.requests.back());
        reader_->reset();
        return true;
    }

    std::unique_ptr<RequestReader> reader_ = std::make_unique<RequestReader>(limits);
    std::string unread_;
    Heard heard_;
    bool over_ = false;
};

Connection after(std::string_view bytes, std::size_t piece) {
    Connection connection;
    for (std::size_t at = 0; at < bytes.size(); at += piece) connection.comes(bytes.substr(at, piece));
    return connection;
}

Heard heard_at_once(std::string_view bytes) { return after(bytes, bytes.size() + 1).heard(); }

// A fault may wait for more bytes in one of them (Beast reads on in a chunk's extension whose quotes do not end), but
// not for more than a head may have.
void require_same(Connection a, Connection b) {
    must(std::ranges::equal(a.heard().requests, b.heard().requests, same));
    const std::string more(limits.head_bytes, 'x');
    if (a.heard().refused && !b.heard().refused) b.comes(more);
    if (b.heard().refused && !a.heard().refused) a.comes(more);
    must(a.heard().refused == b.heard().refused && a.heard().closes == b.heard().closes);
    must(std::ranges::equal(a.heard().requests, b.heard().requests, same));
}

// With a length instead of chunks, and a host if an old caller named none.
std::string written(const HttpRequest& request) {
    std::string out = request.method + " " + request.target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : request.headers)
        if (!same_word(name, "Transfer-Encoding") && !same_word(name, "Content-Length") && !same_word(name, "Expect"))
            out.append(name).append(": ").append(value).append("\r\n");
    if (lines_of(request.headers, "Host") == 0) out += "Host: a\r\n";
    return out + "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

void is_read_as_itself(const HttpRequest& request) {
    const std::string text = written(request);
    const auto end = text.find("\r\n\r\n");
    const auto lines = std::ranges::count(std::string_view{text}.substr(0, end), '\n');
    if (end + 4 > limits.head_bytes || lines > static_cast<std::ptrdiff_t>(limits.headers)) return;
    const Heard again = heard_at_once(text);
    must(!again.refused && again.requests.size() == 1);
    must(again.requests.front().method == request.method && again.requests.front().target == request.target &&
         again.requests.front().body == request.body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    const std::size_t piece = 1 + choices.below(256);
    const std::string_view bytes = choices.rest();
    require_same(after(bytes, bytes.size() + 1), after(bytes, piece));
    require_same(after(bytes, bytes.size() + 1), after(bytes, 1));
    for (const HttpRequest& request : heard_at_once(bytes).requests) is_read_as_itself(request);
    return 0;
}
