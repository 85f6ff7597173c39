#include "http/trusted_proxies.h"

#include "http/field_name.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>

namespace sambung::gateway {

namespace ip = boost::asio::ip;

namespace {

using Bytes = ip::address_v6::bytes_type;
constexpr unsigned mapped_bits = 96;  // of ::ffff:0:0/96

Bytes bytes_of(const ip::address& address) {
    if (address.is_v6()) return address.to_v6().to_bytes();
    return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

ip::address unmapped(const ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

std::optional<ip::address> parse_address(std::string_view text) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(text, error);
    return error ? std::nullopt : std::optional{address};
}

// The first `prefix` bits; the others zero.
Bytes masked(Bytes bytes, unsigned prefix) {
    for (unsigned i = 0; i < bytes.size(); ++i) {
        const unsigned kept = std::clamp(prefix, i * 8, i * 8 + 8) - i * 8;
        bytes[i] = static_cast<unsigned char>(bytes[i] & (0xFF00U >> kept));
    }
    return bytes;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "1.2.3.4", "1.2.3.4:5678", "2001:db8::1", "[2001:db8::1]:5678"
std::optional<ip::address> parse_hop(std::string_view hop) {
    if (hop.starts_with('[')) {
        const auto end = hop.find(']');
        return end == std::string_view::npos ? std::nullopt : parse_address(hop.substr(1, end - 1));
    }
    if (std::ranges::count(hop, ':') == 1) hop = hop.substr(0, hop.find(':'));
    return parse_address(hop);
}

// All hops, in the order in which they were written, of all lines of the header.
std::vector<std::string_view> hops_of(const HttpHeaders& headers) {
    std::vector<std::string_view> hops;
    for (const auto& [name, value] : headers) {
        if (!same_word(name, "X-Forwarded-For")) continue;
        for (const auto part : std::views::split(std::string_view{value}, ','))
            hops.push_back(trimmed(std::string_view{part}));
    }
    return hops;
}

}  // namespace

Result<TrustedProxies::Network> TrustedProxies::parse_network(std::string_view entry) {
    const auto slash = entry.find('/');
    const auto address = parse_address(entry.substr(0, slash));
    const std::string complaint = "trusted_proxies: '" + std::string{entry} + "' is no address or network";
    if (!address) return fail(Errc::misconfigured, complaint);
    const unsigned most = address->is_v4() ? 32 : 128;
    unsigned prefix = most;
    if (slash != std::string_view::npos) {
        const std::string_view digits = entry.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        const bool whole = error == std::errc{} && end == digits.data() + digits.size();
        if (!whole || prefix > most) return fail(Errc::misconfigured, complaint);
    }
    const Network network{bytes_of(*address), address->is_v4() ? prefix + mapped_bits : prefix};
    if (masked(network.bytes, network.prefix) != network.bytes)
        return fail(Errc::misconfigured, "trusted_proxies: '" + std::string{entry} + "' has bits beyond its mask");
    return network;
}

Result<TrustedProxies> TrustedProxies::parse(std::span<const std::string> entries) {
    TrustedProxies proxies;
    for (const std::string& entry : entries) {
        const auto network = parse_network(entry);
        if (!network) return std::unexpected(network.error());
        proxies.networks_.push_back(*network);
    }
    return proxies;
}

bool TrustedProxies::trusts(const ip::address& address) const {
    const Bytes bytes = bytes_of(address);
    return std::ranges::any_of(
        networks_, [&bytes](const Network& network) { return masked(bytes, network.prefix) == network.bytes; });
}

std::string TrustedProxies::caller(const ip::address& peer, const HttpHeaders& headers) const {
    ip::address nearest = unmapped(peer);
    if (!trusts(nearest)) return nearest.to_string();
    const auto hops = hops_of(headers);
    for (const std::string_view hop : std::views::reverse(hops)) {
        const auto address = parse_hop(hop);
        if (!address) break;
        nearest = unmapped(*address);
        if (!trusts(nearest)) break;
    }
    return nearest.to_string();
}

}  // namespace sambung::gateway
