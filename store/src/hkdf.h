// HKDF with HMAC-SHA256 (RFC 5869).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sambung::store {

// At most 255 * 32 bytes; anything longer gives an empty string.
[[nodiscard]] std::string hkdf_sha256(std::string_view key_material, std::string_view salt, std::string_view info,
                                      std::size_t length);

}  // namespace sambung::store
