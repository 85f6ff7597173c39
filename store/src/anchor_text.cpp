#include "store/anchors.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace sambung::store {

namespace {

using Signature = std::array<unsigned char, crypto_sign_BYTES>;
static_assert(sizeof(PublicKey) == crypto_sign_PUBLICKEYBYTES);
static_assert(sizeof(SecretKey) == crypto_sign_SEEDBYTES);

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

template <std::size_t Size>
std::string hex_of(const std::array<unsigned char, Size>& bytes) {
    std::string digits(2 * Size + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
    digits.pop_back();  // the closing zero
    return digits;
}

template <std::size_t Size>
std::optional<std::array<unsigned char, Size>> bytes_of(std::string_view digits) {
    std::array<unsigned char, Size> bytes{};
    std::size_t length = 0;
    const int code = sodium_hex2bin(bytes.data(), Size, digits.data(), digits.size(), nullptr, &length, nullptr);
    if (code != 0 || length != Size || hex_of(bytes) != digits) return std::nullopt;
    return bytes;
}

constexpr std::string_view title = "Sambung anchor 1\n";

std::string statement(const Anchor& anchor, const PublicKey& key) {
    return std::string{title} + "day: " + anchor.day + "\nevents: " + std::to_string(anchor.events) +
           "\nhash: " + hex_of(anchor.hash) + "\ntime: " + std::to_string(to_millis(anchor.at)) +
           "\npublic key: " + hex_of(key) + "\n";
}

std::string with_signature(std::string text, const Signature& signature) {
    return std::move(text) + "signature: " + hex_of(signature) + "\n";
}

// The rest of the line that begins so, taken off the text; empty if the next line begins otherwise.
std::string_view take(std::string_view& text, std::string_view label) {
    const auto end = text.find('\n');
    if (!text.starts_with(label) || end == std::string_view::npos) return {};
    const std::string_view value = text.substr(label.size(), end - label.size());
    text.remove_prefix(end + 1);
    return value;
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

struct Read {
    Anchor anchor;
    PublicKey key{};
    Signature signature{};
};

// What is not as it would be written again does not match, so leniency here does no harm.
std::optional<Read> parse(std::string_view text) {
    if (!text.starts_with(title)) return std::nullopt;
    text.remove_prefix(title.size());
    Read read;
    read.anchor.day = take(text, "day: ");
    read.anchor.events = number_in(take(text, "events: "));
    const auto hash = bytes_of<sizeof(Anchor::hash)>(take(text, "hash: "));
    read.anchor.at = from_millis(number_in(take(text, "time: ")));
    const auto key = bytes_of<sizeof(PublicKey)>(take(text, "public key: "));
    const auto signature = bytes_of<sizeof(Signature)>(take(text, "signature: "));
    if (!hash || !key || !signature) return std::nullopt;
    read.anchor.hash = *hash;
    read.key = *key;
    read.signature = *signature;
    return read;
}

}  // namespace

PublicKey public_key(const Keys& keys) {
    PublicKey key{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(key.data(), secret.data(), keys.anchor_seed().data());
    sodium_memzero(secret.data(), secret.size());
    return key;
}

std::string hex(const PublicKey& key) { return hex_of(key); }
std::optional<PublicKey> public_key_from(std::string_view hex) { return bytes_of<sizeof(PublicKey)>(hex); }

std::string file_name(const Anchor& anchor) { return anchor.day + "-" + std::to_string(anchor.events) + ".txt"; }

std::string write_anchor(const Anchor& anchor, const Keys& keys) {
    PublicKey key{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(key.data(), secret.data(), keys.anchor_seed().data());
    std::string text = statement(anchor, key);
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, raw(text), text.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    return with_signature(std::move(text), signature);
}

Result<Anchor> read_anchor(std::string_view text, const std::vector<PublicKey>& keys) {
    const std::optional<Read> read = parse(text);
    if (!read) return fail(Errc::not_authentic, "it is no anchor");
    const std::string signed_text = statement(read->anchor, read->key);
    if (with_signature(signed_text, read->signature) != text)
        return fail(Errc::not_authentic, "it is not as it was written");
    if (std::ranges::find(keys, read->key) == keys.end())
        return fail(Errc::not_authentic, "it was signed by another key");
    const int code =
        crypto_sign_verify_detached(read->signature.data(), raw(signed_text), signed_text.size(), read->key.data());
    if (code != 0) return fail(Errc::not_authentic, "its signature is wrong");
    return read->anchor;
}

}  // namespace sambung::store
