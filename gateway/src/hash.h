// FNV-1a, 64 bits (Fowler, Noll, Vo): to recognise a text again within one session. Not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace sambung::gateway {

[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 14695981039346656037U;
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

}  // namespace sambung::gateway
