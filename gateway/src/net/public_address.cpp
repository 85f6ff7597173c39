#include "net/public_address.h"

#include <algorithm>
#include <cstdint>

namespace sambung::gateway {

namespace ip = boost::asio::ip;

namespace {

struct Block {
    std::uint32_t first;
    int bits;
};

constexpr Block special[] = {
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared by carriers
    {0x7F000000, 8},   // this machine
    {0xA9FE0000, 16},  // link-local, where clouds keep their secrets
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocols
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, and broadcast
};

bool is_public_v4(std::uint32_t address) {
    return std::ranges::none_of(special,
                                [address](Block block) { return ((address ^ block.first) >> (32 - block.bits)) == 0; });
}

// Only 2000::/3 is given out; in it 2001::/23 is for protocols (Teredo among them), 2001:db8::/32 for documentation,
// 2002::/16 wraps IPv4.
bool is_public_v6(const ip::address_v6& address) {
    const auto bytes = address.to_bytes();
    if ((bytes[0] & 0xE0) != 0x20) return false;
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return false;
    if (bytes[0] != 0x20 || bytes[1] != 0x01) return true;
    return bytes[2] >= 0x02 && (bytes[2] != 0x0D || bytes[3] != 0xB8);
}

}  // namespace

bool is_public(const ip::address& address) {
    if (address.is_v4()) return is_public_v4(address.to_v4().to_uint());
    const ip::address_v6 six = address.to_v6();
    if (six.is_v4_mapped()) return is_public_v4(ip::make_address_v4(ip::v4_mapped, six).to_uint());
    return is_public_v6(six);
}

}  // namespace sambung::gateway
