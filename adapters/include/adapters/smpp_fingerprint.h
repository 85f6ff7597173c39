// To know what came again without keeping it: people's words stay in memory for no longer than they are needed.
#pragma once

#include <array>
#include <string_view>

namespace sambung::adapters::smpp {

// The first half of SHA-256.
using Fingerprint = std::array<unsigned char, 16>;
[[nodiscard]] Fingerprint fingerprint(std::string_view octets);

}  // namespace sambung::adapters::smpp
