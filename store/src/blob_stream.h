// Sealing in pieces, and the digest of what was sealed.
#pragma once

#include "model/error.h"
#include "store/media.h"

#include <sodium.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace sambung::store {

inline constexpr std::size_t blob_piece = std::size_t{64} * 1024;
inline constexpr std::size_t sealed_piece = blob_piece + crypto_secretstream_xchacha20poly1305_ABYTES;
inline constexpr std::string_view blob_mark = "SMB1";
inline constexpr std::size_t blob_head = blob_mark.size() + crypto_secretstream_xchacha20poly1305_HEADERBYTES;

// Each content has its address; this one is made while the content goes by.
class ContentDigest {
 public:
    ContentDigest() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes);
    [[nodiscard]] MediaAddress address(const MediaKey& key);  // once, at the end

 private:
    crypto_hash_sha256_state state_{};
};

class PieceSealer {
 public:
    explicit PieceSealer(const SecretKey& key);
    [[nodiscard]] const std::string& head() const { return head_; }
    [[nodiscard]] std::string seal(std::string_view piece, bool is_last);

 private:
    std::string head_;
    crypto_secretstream_xchacha20poly1305_state state_{};
};

class PieceOpener {
 public:
    // Errc::not_authentic if it is no beginning of such a file.
    [[nodiscard]] static Result<PieceOpener> begin(const SecretKey& key, std::string_view head);
    struct Piece {
        std::string bytes;
        bool is_last = false;
    };
    // Errc::not_authentic.
    [[nodiscard]] Result<Piece> open(std::string_view sealed);

 private:
    PieceOpener() = default;
    crypto_secretstream_xchacha20poly1305_state state_{};
};

}  // namespace sambung::store
