// Keys and sealing (docs/security.md, "Keys"). A root key in a file outside the data gives, by HKDF-SHA256 (RFC 5869),
// the session key, the keys of the blind indexes, and the wrapper of the person and case keys. Sealing is
// XChaCha20-Poly1305 with a fresh random nonce; the associated data binds a ciphertext to its place, so it cannot be
// moved to another row.
#pragma once

#include "model/error.h"
#include "model/ids.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

using SecretKey = std::array<unsigned char, 32>;

// nonce (24 bytes) ‖ ciphertext ‖ tag (16 bytes).
[[nodiscard]] std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated);
// Errc::not_authentic if it was changed, moved, or sealed under another key.
[[nodiscard]] Result<std::string> unseal(const SecretKey& key, std::string_view sealed, std::string_view associated);
inline constexpr std::size_t sealing_overhead = 40;

// Immutable after construction; any thread.
class Keys {
 public:
    explicit Keys(const SecretKey& root);
    // Reads 64 hex digits from a file that only its owner may read. Errc::misconfigured names what is wrong, never the
    // content.
    [[nodiscard]] static Result<Keys> load(const std::filesystem::path& file);
    // Makes a new random root key in a new file with mode 0600. Errc::conflict if the file is there already.
    [[nodiscard]] static Result<> create(const std::filesystem::path& file);

    [[nodiscard]] PersonId person(std::string_view channel,
                                  std::string_view address) const;  // by E.164 alone where it is one
    [[nodiscard]] EventId event(std::string_view channel, std::string_view provider_id) const;
    [[nodiscard]] DraftId draft(const EventId& opened_by) const;
    // Deterministic draws for a turn: the same event and purpose give the same number, so a re-run files the same
    // ticket.
    [[nodiscard]] std::uint64_t draw(const EventId& event, std::string_view purpose, unsigned attempt) const;

    // Blind index of a column: keyed hash of a normalised value, to find without reading.
    [[nodiscard]] Key128 index(std::string_view column, std::string_view value) const;

    // Tells one root key from another: 16 hex digits, from which nothing follows.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
    // After a rotation (store/key_rotation.h) the keys by which rows are found are still those of the first root, kept
    // sealed under the root of today beside the public keys of the roots before.
    [[nodiscard]] Keys following(const Keys& before, const std::array<unsigned char, 32>& its_public_key) const;
    [[nodiscard]] std::string carried() const;
    // Errc::not_authentic: it was sealed under another root key.
    [[nodiscard]] Result<Keys> carrying(std::string_view sealed) const;
    [[nodiscard]] const std::vector<std::array<unsigned char, 32>>& retired() const { return retired_; }

    [[nodiscard]] const SecretKey& session_key() const { return session_; }
    [[nodiscard]] const SecretKey& spool_key() const { return spool_; }
    [[nodiscard]] const SecretKey& anchor_seed() const { return anchor_; }  // of the Ed25519 key that signs anchors
    // A fresh random key, and how it is stored: sealed under the wrapper, bound to `owner` ("person:…", "case:…").
    [[nodiscard]] static SecretKey fresh();
    [[nodiscard]] std::string wrap(const SecretKey& key, std::string_view owner) const;
    [[nodiscard]] Result<SecretKey> unwrap(std::string_view wrapped, std::string_view owner) const;

 private:
    SecretKey session_{};
    SecretKey spool_{};
    SecretKey anchor_{};
    SecretKey index_{};
    SecretKey wrapper_{};
    SecretKey ids_{};
    std::array<unsigned char, 16> person_{};
    std::string fingerprint_;
    std::vector<std::array<unsigned char, 32>> retired_;  // Ed25519, the oldest first
};

}  // namespace sambung::store
