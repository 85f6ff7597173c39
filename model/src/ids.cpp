#include "model/ids.h"

#include <algorithm>

namespace sambung {

std::string Key128::hex() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

Key128 Key128::from(std::string_view sixteen_bytes) {
    Key128 key;
    if (sixteen_bytes.size() == key.bytes.size()) std::ranges::copy(sixteen_bytes, key.bytes.begin());
    return key;
}

std::string WishKey::bytes() const {
    std::string out{event.view()};
    out += static_cast<char>(ordinal);
    return out;
}

}  // namespace sambung
