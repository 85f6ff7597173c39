// Mail to the duty of units (RFC 5321, RFC 5322). Sending only: nobody reads what is answered.
#include "adapters/letters.h"
#include "digests.h"
#include "kinds.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"host", true, false, "of the mail server"},
    {"port", false, false, "587 if absent, 465 with tls: implicit"},
    {"tls", false, false, "starttls or implicit; starttls if absent. One of both always is"},
    {"tls_authorities", false, false, "PEM file of who signs the server's certificate, besides the system's own"},
    {"username", false, true, "of our account; with password"},
    {"password", false, true, "of our account"},
    {"from", true, false, "our mail address, such as sambung@dinsos.example"},
    {"open", false, false, "'loopback': a server on this machine, without TLS"},
};

constexpr std::size_t longest_line = 76;     // RFC 2045 6.7
constexpr std::size_t longest_subject = 45;  // bytes that fit one encoded word (RFC 2047 2)

// Without quotes, spaces, brackets or anything that ends a line or a command.
bool is_plain_address(std::string_view text) {
    const auto at = text.find('@');
    const auto harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '+' || c == '-' || c == '@';
    };
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at &&
           text.size() <= 254 && std::ranges::all_of(text, harmless);
}

std::string hex_pair(unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return {'=', digits[byte >> 4U], digits[byte & 15U]};
}

// Quoted-printable; line feeds become line ends.
std::string body_of(std::string_view text) {
    std::string out;
    std::size_t in_line = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += "\r\n";
            in_line = 0;
            continue;
        }
        const bool ends = i + 1 == text.size() || text[i + 1] == '\n';
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x20 && byte < 0x7F && c != '=' && !(c == ' ' && ends);
        const std::string piece = plain ? std::string{c} : hex_pair(byte);
        if (in_line + piece.size() >= longest_line) {
            out += "=\r\n";
            in_line = 0;
        }
        out += piece;
        in_line += piece.size();
    }
    return out + "\r\n";
}

// Up to the first sentence's end, in one encoded word where it is not plain ASCII.
std::string subject_of(std::string_view text) {
    std::string_view first = text.substr(0, std::min(text.find(". "), text.find('\n')));
    if (first.ends_with('.')) first.remove_suffix(1);
    std::size_t length = std::min(first.size(), longest_subject);
    const auto inside = [first](std::size_t at) { return (static_cast<unsigned char>(first[at]) & 0xC0U) == 0x80; };
    while (length > 0 && length < first.size() && inside(length)) --length;  // no half letter
    std::string out;
    for (const char c : first.substr(0, length)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    const bool ascii = std::ranges::all_of(out, [](char c) { return static_cast<unsigned char>(c) < 0x7F; });
    if (ascii && !out.contains("=?")) return out;
    return "=?UTF-8?B?" + base64(out) + "?=";
}

// "Sun, 22 Nov 2026 01:15:58 +0000".
std::string date_of(TimePoint at) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<seconds>(at - day)};
    const auto two = [](auto number) {
        const std::string text = std::to_string(number);
        return text.size() < 2 ? "0" + text : text;
    };
    return std::string{days.at(std::chrono::weekday{day}.c_encoding())} + ", " +
           two(static_cast<unsigned>(date.day())) + " " +
           std::string{months.at(static_cast<unsigned>(date.month()) - 1)} + " " +
           std::to_string(static_cast<int>(date.year())) + " " + two(time.hours().count()) + ":" +
           two(time.minutes().count()) + ":" + two(time.seconds().count()) + " +0000";
}

class Smtp final : public SendingAdapter {
 public:
    [[nodiscard]] ChannelKind kind() const override { return ChannelKind::whatsapp; }
    [[nodiscard]] Carries carries() const override { return Carries::letters; }
    [[nodiscard]] Result<> verify(const HttpRequest& /*request*/, Hook /*hook*/) const override {
        return fail(Errc::not_authentic, "nothing comes in on this channel");
    }
    [[nodiscard]] Result<Received> receive(const HttpRequest& /*request*/, Hook /*hook*/,
                                           TimePoint /*now*/) const override {
        return fail(Errc::invalid_request, "nothing comes in on this channel");
    }
    [[nodiscard]] Result<HttpCall> send(const Outbound& /*message*/) const override {
        return fail(Errc::invalid_request, "mail does not go by HTTP");
    }
    [[nodiscard]] Sent sent(const HttpReply& /*reply*/) const override { return Sent{Verdict::our_bug, {}, {}, {}}; }
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    if (auto sound = mail_settings(settings); !sound) return std::unexpected(std::move(sound.error()));
    return std::make_unique<Smtp>();
}

}  // namespace

Result<MailSettings> mail_settings(const ChannelSettings& settings) {
    constexpr std::uint16_t implicit_port = 465;
    using Tls = MailSettings::Tls;
    MailSettings out{.host = std::string{settings.value("host")},
                     .tls_authorities = std::string{settings.value("tls_authorities")},
                     .username = std::string{settings.value("username")},
                     .password = std::string{settings.value("password")},
                     .from = std::string{settings.value("from")}};
    const auto host_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    if (!std::ranges::all_of(out.host, host_letter))
        return fail(Errc::misconfigured, "key 'host': a name or an address");
    const std::string_view tls = settings.value("tls");
    if (!tls.empty() && tls != "starttls" && tls != "implicit")
        return fail(Errc::misconfigured, "key 'tls': starttls or implicit");
    if (tls == "implicit") {
        out.tls = Tls::implicit;
        out.port = implicit_port;
    }
    if (const std::string_view open = settings.value("open"); !open.empty()) {
        if (open != "loopback") return fail(Errc::misconfigured, "key 'open': only 'loopback' is known");
        const bool digits = out.host.find_first_not_of("0123456789.") == std::string::npos;
        if (out.host != "localhost" && !(digits && out.host.starts_with("127.")))
            return fail(Errc::misconfigured, "key 'host': with 'open: loopback' it is this machine");
        out.tls = Tls::none;
    }
    if (const std::string_view port = settings.value("port"); !port.empty()) {
        const auto number = integer(port);
        if (!number || *number < 1 || *number > 65'535)
            return fail(Errc::misconfigured, "key 'port': is a number from 1 to 65535");
        out.port = static_cast<std::uint16_t>(*number);
    }
    if (out.username.empty() != out.password.empty())
        return fail(Errc::misconfigured, "keys 'username' and 'password': both or neither");
    if (!is_plain_address(out.from)) return fail(Errc::misconfigured, "key 'from': a mail address");
    return out;
}

Result<std::string> letter(const MailSettings& settings, const Outbound& message) {
    if (!is_plain_address(message.to)) return fail(Errc::invalid_request, "the recipient is not a mail address");
    const std::string text = repaired_utf8(message.content.text);
    const std::string domain = settings.from.substr(settings.from.find('@') + 1);
    return "From: Sambung <" + settings.from + ">\r\nTo: <" + message.to + ">\r\nSubject: " + subject_of(text) +
           "\r\nDate: " + date_of(message.at.value_or(TimePoint{})) + "\r\nMessage-ID: <" + message.ref + "@" + domain +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
           body_of(text);
}

Maker smtp() { return {"smtp", ChannelKind::whatsapp, settings_known, make, Carries::letters}; }

}  // namespace sambung::adapters
