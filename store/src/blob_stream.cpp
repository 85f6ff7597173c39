#include "blob_stream.h"

namespace sambung::store {

namespace {

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::unexpected<Error> does_not_open() { return fail(Errc::not_authentic, "a file of the media does not open"); }

}  // namespace

void ContentDigest::add(std::string_view bytes) { crypto_hash_sha256_update(&state_, raw(bytes), bytes.size()); }

MediaAddress ContentDigest::address(const MediaKey& key) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state_, raw(digest));
    return key.address(digest);
}

PieceSealer::PieceSealer(const SecretKey& key) : head_(blob_mark) {
    head_.resize(blob_head);
    crypto_secretstream_xchacha20poly1305_init_push(&state_, raw(head_) + blob_mark.size(), key.data());
}

std::string PieceSealer::seal(std::string_view piece, bool is_last) {
    std::string sealed(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    const unsigned char tag =
        is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(&state_, raw(sealed), nullptr, raw(piece), piece.size(), nullptr, 0,
                                               tag);
    return sealed;
}

Result<PieceOpener> PieceOpener::begin(const SecretKey& key, std::string_view head) {
    PieceOpener opener;
    if (head.size() != blob_head || !head.starts_with(blob_mark)) return does_not_open();
    const std::string_view nonce = head.substr(blob_mark.size());
    if (crypto_secretstream_xchacha20poly1305_init_pull(&opener.state_, raw(nonce), key.data()) != 0)
        return does_not_open();
    return opener;
}

Result<PieceOpener::Piece> PieceOpener::open(std::string_view sealed) {
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return does_not_open();
    Piece piece{.bytes = std::string(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0')};
    unsigned char tag = 0;
    const int code = crypto_secretstream_xchacha20poly1305_pull(&state_, raw(piece.bytes), nullptr, &tag, raw(sealed),
                                                                sealed.size(), nullptr, 0);
    if (code != 0) return does_not_open();
    piece.is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return piece;
}

}  // namespace sambung::store
