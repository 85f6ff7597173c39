#include "digests.h"

#include <openssl/evp.h>

#include <charconv>
#include <cstddef>

namespace sambung::adapters {

namespace {

constexpr std::size_t longest_digest = EVP_MAX_MD_SIZE;

const char* name_of(Hash hash) {
    switch (hash) {
        case Hash::md5:
            return "MD5";
        case Hash::sha1:
            return "SHA1";
        case Hash::sha256:
            return "SHA256";
        case Hash::sha512:
            return "SHA512";
    }
    return "";
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Bytes digest(Hash hash, std::string_view message) {
    Bytes out(longest_digest);
    std::size_t size = 0;
    const int done = EVP_Q_digest(nullptr, name_of(hash), nullptr, message.data(), message.size(), out.data(), &size);
    out.resize(done == 1 ? size : 0);
    return out;
}

Bytes hmac(Hash hash, std::string_view key, std::string_view message) {
    Bytes out(longest_digest);
    std::size_t size = 0;
    const bool done = EVP_Q_mac(nullptr, "HMAC", nullptr, name_of(hash), nullptr, key.data(), key.size(),
                                bytes_of(message), message.size(), out.data(), out.size(), &size) != nullptr;
    out.resize(done ? size : 0);
    return out;
}

std::string hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string hex(std::string_view bytes) { return hex(std::span{bytes_of(bytes), bytes.size()}); }

std::optional<std::string> unhexed(std::string_view digits) {
    std::string out;
    if (digits.size() % 2 != 0) return std::nullopt;
    for (; !digits.empty(); digits.remove_prefix(2)) {
        unsigned byte = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, byte, 16);
        if (error != std::errc{} || end != digits.data() + 2) return std::nullopt;
        out += static_cast<char>(byte);
    }
    return out;
}

std::optional<std::string> unbase64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0 || text.size() > 1'000'000) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    if (text.substr(0, text.size() - padding).contains('=')) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    // The library lets spaces and loose bits pass; what is not written so again was no base64.
    if (base64(bytes) != text) return std::nullopt;
    return bytes;
}

std::string id_of(std::initializer_list<std::string_view> texts) {
    std::string all;
    for (const std::string_view text : texts) all.append(text).append(1, '\0');
    return hex(digest(Hash::sha256, all));
}

std::string base64(std::span<const unsigned char> bytes) {
    // EVP_EncodeBlock ends with a zero.
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string base64(std::string_view text) { return base64(std::span{bytes_of(text), text.size()}); }

}  // namespace sambung::adapters
