#include "redis_url.h"

#include <charconv>
#include <optional>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::string_view over_tcp = "redis://";
constexpr std::string_view over_unix = "redis+unix://";

template <class Number>
std::optional<Number> number(std::string_view digits) {
    Number value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<std::string> unescape(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            plain += text[at];
            continue;
        }
        const std::string_view digits = text.substr(at + 1, 2);
        unsigned value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (error != std::errc{} || digits.size() != 2 || end != digits.data() + 2) return std::nullopt;
        plain += static_cast<char>(value);
        at += 2;
    }
    return plain;
}

// Takes "user:password@" from the front of `rest`. The last '@' before the path parts it, so that an unescaped one in a
// password does no harm.
Result<> take_credentials(std::string_view& rest, RedisTarget& target) {
    const std::size_t at = rest.substr(0, rest.find('/')).rfind('@');
    if (at == std::string_view::npos) return {};
    const std::string_view credentials = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    const std::size_t colon = credentials.find(':');
    if (colon == std::string_view::npos) return fail(Errc::misconfigured, "redis url: ':' before the password");
    auto user = unescape(credentials.substr(0, colon));
    auto password = unescape(credentials.substr(colon + 1));
    if (!user || !password) return fail(Errc::misconfigured, "redis url: bad % escape in user or password");
    target.user = std::move(*user);
    target.password = std::move(*password);
    return {};
}

Result<> take_database(std::string_view digits, RedisTarget& target) {
    if (digits.empty()) return {};
    const auto database = number<unsigned>(digits);
    if (!database) return fail(Errc::misconfigured, "redis url: the database is not a number");
    target.database = *database;
    return {};
}

Result<RedisTarget> unix_target(std::string_view rest, RedisTarget target) {
    const std::size_t question = rest.find('?');
    target.path = rest.substr(0, question);
    if (!target.path.starts_with('/')) return fail(Errc::misconfigured, "redis url: the socket needs an absolute path");
    if (question == std::string_view::npos) return target;
    const std::string_view query = rest.substr(question + 1);
    if (!query.starts_with("db=")) return fail(Errc::misconfigured, "redis url: only ?db=N may follow the path");
    const auto database = take_database(query.substr(3), target);
    if (!database) return std::unexpected(database.error());
    return target;
}

Result<RedisTarget> tcp_target(std::string_view rest, RedisTarget target) {
    const std::size_t slash = rest.find('/');
    if (slash != std::string_view::npos) {
        const auto database = take_database(rest.substr(slash + 1), target);
        if (!database) return std::unexpected(database.error());
        rest = rest.substr(0, slash);
    }
    const bool bracketed = rest.starts_with('[');  // an IPv6 address
    const std::size_t host_end = bracketed ? rest.find(']') : rest.find(':');
    if (bracketed && host_end == std::string_view::npos) return fail(Errc::misconfigured, "redis url: ']' is missing");
    target.host = bracketed ? rest.substr(1, host_end - 1) : rest.substr(0, host_end);
    if (target.host.empty()) return fail(Errc::misconfigured, "redis url: the host is missing");
    std::string_view after = host_end == std::string_view::npos ? std::string_view{} : rest.substr(host_end);
    if (bracketed) after.remove_prefix(1);
    if (after.empty()) return target;
    const auto port = number<std::uint16_t>(after.substr(1));
    if (!after.starts_with(':') || !port || *port == 0)
        return fail(Errc::misconfigured, "redis url: the port is not a number");
    target.port = *port;
    return target;
}

}  // namespace

Result<RedisTarget> parse_redis_url(std::string_view url) {
    const bool is_unix = url.starts_with(over_unix);
    if (!is_unix && !url.starts_with(over_tcp))
        return fail(Errc::misconfigured, "redis url: it must begin with redis:// or redis+unix://");
    std::string_view rest = url.substr(is_unix ? over_unix.size() : over_tcp.size());
    RedisTarget target;
    const auto credentials = take_credentials(rest, target);
    if (!credentials) return std::unexpected(credentials.error());
    return is_unix ? unix_target(rest, std::move(target)) : tcp_target(rest, std::move(target));
}

}  // namespace sambung::store
