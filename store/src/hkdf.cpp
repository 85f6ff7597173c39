#include "hkdf.h"

#include <sodium.h>

#include <array>

namespace sambung::store {

namespace {

constexpr std::size_t block = crypto_auth_hmacsha256_BYTES;
constexpr std::size_t most_blocks = 255;
using Mac = std::array<unsigned char, block>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

class Hmac {
 public:
    explicit Hmac(std::string_view key) { crypto_auth_hmacsha256_init(&state_, raw(key), key.size()); }
    Hmac& add(std::string_view bytes) {
        crypto_auth_hmacsha256_update(&state_, raw(bytes), bytes.size());
        return *this;
    }
    std::string finish() {
        Mac mac{};
        crypto_auth_hmacsha256_final(&state_, mac.data());
        return {mac.begin(), mac.end()};
    }

 private:
    crypto_auth_hmacsha256_state state_{};
};

}  // namespace

std::string hkdf_sha256(std::string_view key_material, std::string_view salt, std::string_view info,
                        std::size_t length) {
    if (length > most_blocks * block) return {};
    const std::string zeros(block, '\0');  // RFC 5869 2.2: no salt is a block of zeros
    const std::string pseudo_random_key = Hmac(salt.empty() ? zeros : salt).add(key_material).finish();
    std::string out;
    std::string last;
    for (char counter = 1; out.size() < length; ++counter) {
        last = Hmac(pseudo_random_key).add(last).add(info).add({&counter, 1}).finish();
        out += last;
    }
    out.resize(length);
    return out;
}

}  // namespace sambung::store
