#include "media_calls.h"

#include "answers.h"
#include "digests.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr std::string_view https = "https://";

// "https://host:port", up to the path.
std::string_view origin_of(std::string_view url) {
    const auto mark = url.find("://");
    if (mark == std::string_view::npos) return {};
    return url.substr(0, url.find_first_of("/?#", mark + 3));
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool fits(std::string_view host, std::string_view rule) {
    if (!rule.starts_with("*.")) return host == rule;
    rule.remove_prefix(1);
    const bool plain = std::ranges::all_of(
        host, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
    return plain && host.size() > rule.size() && host.ends_with(rule);
}

int sextet(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
}

// Of 32 bytes: 43 characters and one of padding.
std::string from_base64(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    while (text.ends_with('=')) text.remove_suffix(1);
    for (const char c : text) {
        const int value = sextet(c);
        if (value < 0) return {};
        bits = bits << 6U | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> static_cast<unsigned>(held) & 0xFFU);
    }
    return bytes;
}

}  // namespace

HttpCall media_get(std::string url, std::string secret_url) {
    HttpCall call{.method = "GET", .url = std::move(url), .headers = {}, .body = {}};
    call.headers.emplace_back("User-Agent", "sambung");  // some stores answer nobody without a name
    call.secret_url = std::move(secret_url);
    return call;
}

bool lies_at(std::string_view url, std::span<const std::string_view> hosts) {
    const std::string_view origin = origin_of(url);
    if (!origin.starts_with(https)) return false;
    const std::string_view host = origin.substr(https.size());
    return std::ranges::any_of(hosts, [host](std::string_view rule) { return fits(host, rule); });
}

bool under(std::string_view base, std::string_view url) {
    const std::string_view origin = origin_of(base);
    return !origin.empty() && origin_of(url) == origin;
}

bool is_plain_address(std::string_view url) {
    static constexpr std::string_view others = "-._~:/?&=%+,;@!$'()*";
    return std::ranges::all_of(url, [](char c) { return is_letter_or_digit(c) || others.contains(c); });
}

bool is_plain_path(std::string_view path) {
    static constexpr std::string_view others = "-._:/";
    return !path.contains("..") &&
           std::ranges::all_of(path, [](char c) { return is_letter_or_digit(c) || others.contains(c); });
}

std::string digest_in_hex(std::string_view told) {
    constexpr std::size_t bytes = 32;
    std::string digest;
    if (told.size() == 2 * bytes)
        digest = unhexed(told).value_or(std::string{});
    else
        digest = from_base64(told);
    return digest.size() == bytes ? hex(digest) : std::string{};
}

MediaFault foreign_media() { return {.verdict = Verdict::permanent, .code = "host"}; }

MediaFault media_fault(Sent sent) {
    using enum Verdict;
    if (sent.verdict == accepted || sent.verdict == unknown) sent.verdict = retry;  // not an answer that we can read
    if (sent.verdict == our_bug || sent.verdict == opted_out) sent.verdict = permanent;
    return {.verdict = sent.verdict, .code = std::move(sent.code), .retry_after = sent.retry_after};
}

MediaFault media_fault(const HttpReply& reply) {
    constexpr int not_found = 404;
    constexpr int gone = 410;
    MediaFault fault = media_fault(judged_by_status(reply));
    if (reply.status == not_found || reply.status == gone) fault.verdict = Verdict::permanent;
    return fault;
}

MediaFault expired_or(MediaFault fault) {
    if (fault.verdict == Verdict::permanent || fault.verdict == Verdict::alarm) fault.verdict = Verdict::retry;
    return fault;
}

}  // namespace sambung::adapters
