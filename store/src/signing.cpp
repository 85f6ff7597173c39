#include "signing.h"

#include <sodium.h>

#include <array>

namespace sambung::store {

namespace {

using Signature = std::array<unsigned char, crypto_sign_BYTES>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

}  // namespace

std::string sign(const Keys& keys, std::string_view text) {
    PublicKey key{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(key.data(), secret.data(), keys.anchor_seed().data());
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, raw(text), text.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    std::string digits(2 * signature.size() + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), signature.data(), signature.size());
    digits.pop_back();  // the closing zero
    return digits;
}

std::vector<PublicKey> signers(const Keys& keys) {
    std::vector<PublicKey> all{public_key(keys)};
    all.insert(all.end(), keys.retired().begin(), keys.retired().end());
    return all;
}

bool is_signed(const PublicKey& key, std::string_view text, std::string_view signature) {
    Signature bytes{};
    std::size_t length = 0;
    const int code =
        sodium_hex2bin(bytes.data(), bytes.size(), signature.data(), signature.size(), nullptr, &length, nullptr);
    return code == 0 && length == bytes.size() && signature.size() == 2 * bytes.size() &&
           crypto_sign_verify_detached(bytes.data(), raw(text), text.size(), key.data()) == 0;
}

}  // namespace sambung::store
