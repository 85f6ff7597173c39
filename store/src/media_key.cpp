#include "hkdf.h"
#include "store/media.h"

#include <sodium.h>

#include <algorithm>

namespace sambung::store {

namespace {

static_assert(sizeof(SecretKey) == crypto_auth_hmacsha256_KEYBYTES);
static_assert(sizeof(MediaAddress::bytes) == crypto_auth_hmacsha256_BYTES);

std::string_view view(const SecretKey& key) { return {reinterpret_cast<const char*>(key.data()), key.size()}; }

}  // namespace

std::string MediaAddress::hex() const {
    std::string digits(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
    digits.pop_back();  // the closing zero
    return digits;
}

std::optional<MediaAddress> MediaAddress::from_hex(std::string_view digits) {
    MediaAddress address;
    std::size_t length = 0;
    const int code = sodium_hex2bin(address.bytes.data(), address.bytes.size(), digits.data(), digits.size(), nullptr,
                                    &length, nullptr);
    if (code != 0 || length != address.bytes.size() || address.hex() != digits) return std::nullopt;
    return address;
}

MediaKey::MediaKey(const SecretKey& case_key) : case_key_(case_key) {
    const std::string bytes = hkdf_sha256(view(case_key), "sambung/1", "media", sealing_.size());
    std::ranges::copy(bytes, sealing_.begin());
}

MediaAddress MediaKey::address(std::string_view sha256) const {
    MediaAddress address;
    crypto_auth_hmacsha256(address.bytes.data(), reinterpret_cast<const unsigned char*>(sha256.data()), sha256.size(),
                           case_key_.data());
    return address;
}

}  // namespace sambung::store
