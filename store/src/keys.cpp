#include "store/keys.h"

#include "hkdf.h"
#include "model/phone.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace sambung::store {

namespace {

static_assert(sealing_overhead ==
              crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(sizeof(SecretKey) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr std::string_view carried_place = "root:carried";
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

// libsodium picks its implementations once; without a source of randomness no key is worth anything.
void ready() {
    static const int code = sodium_init();
    if (code < 0) std::abort();
}

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
std::string_view view(const SecretKey& key) { return {reinterpret_cast<const char*>(key.data()), key.size()}; }

std::string big_endian(std::uint64_t number) {
    std::string bytes;
    for (unsigned shift = 64; shift > 0; shift -= 8) bytes += static_cast<char>((number >> (shift - 8)) & 0xFFU);
    return bytes;
}

// Keyed BLAKE2b, 16 bytes. Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
Key128 keyed_hash(const SecretKey& key, std::initializer_list<std::string_view> parts) {
    Key128 hash;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), hash.bytes.size());
    for (std::string_view part : parts) {
        const std::string length = big_endian(part.size());
        crypto_generichash_update(&state, raw(length), length.size());
        crypto_generichash_update(&state, raw(part), part.size());
    }
    crypto_generichash_final(&state, hash.bytes.data(), hash.bytes.size());
    return hash;
}

template <class Key>
void derive(Key& key, const SecretKey& root, std::string_view purpose) {
    const std::string bytes = hkdf_sha256(view(root), "sambung/1", purpose, key.size());
    std::ranges::copy(bytes, key.begin());
}

}  // namespace

std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated) {
    ready();
    std::string sealed(plain.size() + sealing_overhead, '\0');
    unsigned char* nonce = raw(sealed);
    randombytes_buf(nonce, nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, raw(plain), plain.size(), raw(associated),
                                               associated.size(), nullptr, nonce, key.data());
    return sealed;
}

Result<std::string> unseal(const SecretKey& key, std::string_view sealed, std::string_view associated) {
    if (sealed.size() < sealing_overhead) return fail(Errc::not_authentic, "a sealed field is too short");
    std::string plain(sealed.size() - sealing_overhead, '\0');
    const std::string_view nonce = sealed.substr(0, nonce_bytes);
    const std::string_view body = sealed.substr(nonce_bytes);
    const int code =
        crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(body), body.size(),
                                                   raw(associated), associated.size(), raw(nonce), key.data());
    if (code != 0) return fail(Errc::not_authentic, "a sealed field does not open");
    return plain;
}

Keys::Keys(const SecretKey& root) {
    ready();
    derive(session_, root, "session");
    derive(spool_, root, "spool");
    derive(anchor_, root, "anchor");
    derive(index_, root, "index");
    derive(wrapper_, root, "wrapper");
    derive(ids_, root, "ids");
    derive(person_, root, "person");
    std::array<unsigned char, 8> mark{};
    derive(mark, root, "fingerprint");
    std::array<char, 2 * sizeof mark + 1> digits{};
    sodium_bin2hex(digits.data(), digits.size(), mark.data(), mark.size());
    fingerprint_ = digits.data();
}

Keys Keys::following(const Keys& before, const std::array<unsigned char, 32>& its_public_key) const {
    Keys next = *this;
    next.index_ = before.index_;
    next.ids_ = before.ids_;
    next.person_ = before.person_;
    next.retired_ = before.retired_;
    next.retired_.push_back(its_public_key);
    return next;
}

std::string Keys::carried() const {
    std::string plain;
    const auto add = [&plain](const auto& key) { plain.append(key.begin(), key.end()); };
    add(index_);
    add(ids_);
    add(person_);
    for (const auto& key : retired_) add(key);
    std::string sealed = seal(wrapper_, plain, carried_place);
    sodium_memzero(plain.data(), plain.size());
    return sealed;
}

Result<Keys> Keys::carrying(std::string_view sealed) const {
    Result<std::string> plain = unseal(wrapper_, sealed, carried_place);
    if (!plain) return std::unexpected(std::move(plain.error()));
    Keys next = *this;
    next.retired_.clear();
    std::string_view rest{*plain};
    const auto take = [&rest](auto& key) {
        std::ranges::copy(rest.substr(0, key.size()), key.begin());
        rest.remove_prefix(std::min(rest.size(), key.size()));
    };
    if (rest.size() < index_.size() + ids_.size() + person_.size())
        return fail(Errc::not_authentic, "what was carried over from an older root key has the wrong length");
    take(next.index_);
    take(next.ids_);
    take(next.person_);
    while (rest.size() >= sizeof(SecretKey)) take(next.retired_.emplace_back());
    sodium_memzero(plain->data(), plain->size());
    return next;
}

PersonId Keys::person(std::string_view channel, std::string_view address) const {
    static_assert(std::tuple_size_v<decltype(person_)> == crypto_shorthash_KEYBYTES);
    const std::optional<Phone> phone = address.starts_with('+') ? Phone::parse(address) : std::nullopt;
    // A channel's name holds no zero byte, so its addresses never meet those of another, nor a bare number.
    std::string known_as = phone ? phone->e164() : std::string{channel} + '\0' + std::string{address};
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), raw(known_as), known_as.size(), person_.data());
    PersonId id;
    std::memcpy(&id.value, hash.data(), sizeof id.value);
    return id;
}

EventId Keys::event(std::string_view channel, std::string_view provider_id) const {
    return {keyed_hash(ids_, {"event", channel, provider_id})};
}

DraftId Keys::draft(const EventId& opened_by) const { return {keyed_hash(ids_, {"draft", opened_by.view()})}; }

std::uint64_t Keys::draw(const EventId& event, std::string_view purpose, unsigned attempt) const {
    const Key128 hash = keyed_hash(ids_, {"draw", event.view(), purpose, big_endian(attempt)});
    std::uint64_t number = 0;
    std::memcpy(&number, hash.bytes.data(), sizeof number);
    return number;
}

Key128 Keys::index(std::string_view column, std::string_view value) const {
    return keyed_hash(index_, {column, value});
}

SecretKey Keys::fresh() {
    ready();
    SecretKey key{};
    randombytes_buf(key.data(), key.size());
    return key;
}

std::string Keys::wrap(const SecretKey& key, std::string_view owner) const { return seal(wrapper_, view(key), owner); }

Result<SecretKey> Keys::unwrap(std::string_view wrapped, std::string_view owner) const {
    Result<std::string> plain = unseal(wrapper_, wrapped, owner);
    if (!plain) return std::unexpected(std::move(plain.error()));
    SecretKey key{};
    if (plain->size() != key.size()) return fail(Errc::not_authentic, "a wrapped key has the wrong length");
    std::ranges::copy(*plain, key.begin());
    sodium_memzero(plain->data(), plain->size());
    return key;
}

}  // namespace sambung::store
