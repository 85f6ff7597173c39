// A photo or a voice note on its way from a provider to the disk. A photo is held until it is whole, a voice note goes
// on page by page.
#pragma once

#include "media/ogg_filter.h"
#include "store/blob_store.h"

#include <openssl/evp.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::gateway {

struct Taken {
    store::MediaState state = store::MediaState::refused;  // wanted: nothing is wrong with it but with our disk
    std::string code;
    std::optional<store::KeptMedia> kept;
};

// Of one thread at a time; it blocks. What was not kept leaves nothing behind.
class MediaIntake {
 public:
    // `blobs` outlives it.
    MediaIntake(const store::BlobStore& blobs, const store::MediaKey& key);

    // False when no more of it is wanted; `finish` tells why.
    [[nodiscard]] bool take(std::string_view piece);
    // After the last piece. `sha256` in hex is what all of it must have; empty: nobody told.
    [[nodiscard]] Taken finish(std::string_view sha256);
    // Nothing more comes. False, always.
    bool give_up();
    [[nodiscard]] bool is_over() const { return over_.has_value(); }

 private:
    struct Free {
        void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
    };

    [[nodiscard]] bool sort(std::string_view piece);
    [[nodiscard]] bool add(std::string_view piece);
    [[nodiscard]] bool add_sound(std::string_view piece);
    [[nodiscard]] Taken keep_photo();
    [[nodiscard]] Taken keep_voice();
    [[nodiscard]] Taken keep(MediaKind kind);
    [[nodiscard]] std::string digest();
    bool refuse(std::string_view code);
    bool trouble(const Error& error);

    const store::BlobStore& blobs_;
    store::MediaKey key_;
    std::unique_ptr<EVP_MD_CTX, Free> digest_{EVP_MD_CTX_new()};
    std::string begins_;  // until it is known what it is
    std::optional<MediaKind> kind_;
    std::string photo_;
    media::OggFilter voice_;
    std::unique_ptr<store::BlobWriter> writer_;
    std::int64_t bytes_ = 0;  // written
    std::optional<Taken> over_;
};

}  // namespace sambung::gateway
