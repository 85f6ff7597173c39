#include "http/framing_guard.h"

#include "http/field_name.h"

#include <algorithm>
#include <array>

namespace sambung::gateway {

namespace {

constexpr std::array<std::string_view, 7> methods{"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 3986 3.2.2 and a port; '_' because container hosts have it. A comma would be two hosts in one line.
bool is_host_character(char c) { return is_ascii_alphanumeric(c) || std::string_view{".-_:[]"}.contains(c); }

// What the headers say about where the body ends and whom the request is for.
struct Framing {
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;
    bool sound = true;
};

Framing framing_of(const HttpHeaders& headers) {
    Framing framing;
    for (const auto& [name, value] : headers) {
        if (same_word(name, "Host")) {
            ++framing.hosts;
            framing.sound = framing.sound && std::ranges::all_of(value, is_host_character);
        } else if (same_word(name, "Content-Length")) {
            ++framing.lengths;
            framing.sound = framing.sound && !value.empty() && std::ranges::all_of(value, is_digit);
        } else if (same_word(name, "Transfer-Encoding")) {
            ++framing.encodings;
            framing.sound = framing.sound && same_word(value, "chunked");
        }
    }
    return framing;
}

bool is_folded(std::string_view text) {
    return text.find("\r\n ") != std::string_view::npos || text.find("\r\n\t") != std::string_view::npos;
}

bool is_ambiguous(const RequestHead& head) {
    const Framing framing = framing_of(head.headers);
    const bool needs_host = head.version == HttpVersion::http_1_1;
    if (!framing.sound || framing.hosts > 1 || framing.lengths > 1 || framing.encodings > 1) return true;
    if (needs_host && framing.hosts == 0) return true;
    if (framing.encodings > 0 && (framing.lengths > 0 || head.version == HttpVersion::http_1_0)) return true;
    return is_folded(head.text);
}

}  // namespace

std::optional<HttpFault> fault_in(const RequestHead& head, const HttpLimits& limits) {
    if (head.target.size() > limits.target_bytes) return HttpFault::target_too_long;
    if (head.text.size() > limits.head_bytes || head.headers.size() > limits.headers)
        return HttpFault::headers_too_large;
    if (is_ambiguous(head)) return HttpFault::malformed;
    if (std::ranges::find(methods, head.method) == methods.end()) return HttpFault::unknown_method;
    return std::nullopt;
}

std::optional<std::string> origin_form(std::string_view target) {
    if (target.starts_with('/')) return std::string{target};
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!same_word(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const auto end = std::min(target.find_first_of("/?"), target.size());
        if (end == 0) return std::nullopt;  // no authority
        target.remove_prefix(end);
        return target.starts_with('/') ? std::string{target} : "/" + std::string{target};
    }
    return std::nullopt;
}

}  // namespace sambung::gateway
