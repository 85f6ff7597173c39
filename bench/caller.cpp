#include "caller.h"

#include <fmt/format.h>

#include <algorithm>

namespace sambung::bench {

namespace {

constexpr std::string_view star = "%2A";
constexpr std::string_view phone_before_serial = "%2B6281";

void append_encoded(std::string& out, std::string_view text) {
    for (const char c : text) {
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
        if (plain)
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
}

}  // namespace

Caller::Caller(std::uint64_t number, const Way& way, std::size_t hops)
    : way_(&way),
      hops_(std::min(hops, way.size())),
      serial_(fmt::format("{:09}", number)),
      session_(fmt::format("ATUid_{:032x}", number)) {
    type_answer();
}

std::string Caller::request() const {
    const std::string body =
        fmt::format("sessionId={}&serviceCode=%2A384%2A12%23&phoneNumber={}{}&networkCode=51010&text={}", session_,
                    phone_before_serial, serial_, path_);
    return fmt::format(
        "POST /hooks/ussd HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: {}\r\n\r\n{}",
        body.size(), body);
}

bool Caller::is_answered_by(std::string_view body, Proof proof) const {
    if (proof == Proof::echo) return body.starts_with(echo());
    const Hop& hop = (*way_)[hop_];
    return body.starts_with(hop.begins) && std::ranges::all_of(hop.words, [&](const std::string& words) {
               return body.contains(words.contains('{') ? filled(words, "caller", serial_) : words);
           });
}

std::string Caller::awaited(Proof proof) const {
    if (proof == Proof::echo) return echo();
    const Hop& hop = (*way_)[hop_];
    std::string all = hop.begins;
    for (const std::string& words : hop.words) all += fmt::format("…{}…", filled(words, "caller", serial_));
    return all;
}

void Caller::next_hop() {
    ++hop_;
    type_answer();
}

void Caller::type_answer() {
    const std::string& answer = (*way_)[hop_].answer;
    if (answer.empty()) return;
    if (!path_.empty()) path_ += star;
    append_encoded(path_, filled(answer, "caller", serial_));
}

std::string Caller::echo() const { return fmt::format("CON {}{} {}\n", phone_before_serial, serial_, path_); }

}  // namespace sambung::bench
