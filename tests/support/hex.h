// Bytes as vectors print them.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

namespace sambung {

inline std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
    return out;
}

inline std::string from_hex(std::string_view hex) {
    std::string out;
    for (; hex.size() >= 2; hex.remove_prefix(2)) {
        unsigned char byte = 0;
        std::from_chars(hex.data(), hex.data() + 2, byte, 16);
        out += static_cast<char>(byte);
    }
    return out;
}

}  // namespace sambung
