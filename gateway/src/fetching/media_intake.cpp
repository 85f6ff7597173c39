#include "fetching/media_intake.h"

#include "media/check.h"

#include <spdlog/spdlog.h>

#include <array>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr media::Limits limits;

}  // namespace

MediaIntake::MediaIntake(const store::BlobStore& blobs, const store::MediaKey& key) : blobs_(blobs), key_(key) {
    EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
}

bool MediaIntake::refuse(std::string_view code) {
    over_ = Taken{.state = store::MediaState::refused, .code = std::string{code}, .kept = {}};
    return false;
}

bool MediaIntake::trouble(const Error& error) {
    spdlog::error("event=media_not_written why=\"{}\"", describe(error));
    over_ = Taken{.state = store::MediaState::wanted, .code = std::string{policy(error.code).name}, .kept = {}};
    return false;
}

bool MediaIntake::give_up() {
    writer_.reset();
    return false;
}

bool MediaIntake::take(std::string_view piece) {
    if (over_) return false;
    EVP_DigestUpdate(digest_.get(), piece.data(), piece.size());
    return kind_ ? add(piece) : sort(piece);
}

bool MediaIntake::sort(std::string_view piece) {
    begins_ += piece;
    if (begins_.size() < media::magic_bytes) return true;
    kind_ = media::kind_of(begins_);
    if (!kind_) return refuse(name(media::Refusal::kind));
    const std::string all = std::exchange(begins_, {});
    return add(all);
}

bool MediaIntake::add(std::string_view piece) {
    if (kind_ == MediaKind::voice) return add_sound(piece);
    if (photo_.size() + piece.size() > limits.image_bytes) return refuse(name(media::Refusal::size));
    photo_ += piece;
    return true;
}

bool MediaIntake::add_sound(std::string_view piece) {
    const media::Checked<std::string> some = voice_.take(piece);
    if (!some) return refuse(name(some.error()));
    if (!writer_) {
        Result<std::unique_ptr<store::BlobWriter>> writer = blobs_.begin(key_);
        if (!writer) return trouble(writer.error());
        writer_ = std::move(*writer);
    }
    bytes_ += static_cast<std::int64_t>(some->size());
    const Result<> written = writer_->write(*some);
    return written || trouble(written.error());
}

std::string MediaIntake::digest() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    EVP_DigestFinal_ex(digest_.get(), bytes.data(), &length);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += digits[bytes[i] >> 4U];
        hex += digits[bytes[i] & 15U];
    }
    return hex;
}

Taken MediaIntake::finish(std::string_view sha256) {
    if (!over_ && !sha256.empty() && digest() != sha256) refuse("sha256");
    if (!over_ && !kind_) refuse(name(media::Refusal::kind));
    if (!over_) over_ = kind_ == MediaKind::voice ? keep_voice() : keep_photo();
    writer_.reset();
    return *over_;
}

Taken MediaIntake::keep_photo() {
    const media::Checked<std::string> jpeg = media::plain_jpeg(photo_, limits);
    if (!jpeg) return {.state = store::MediaState::refused, .code = std::string{name(jpeg.error())}, .kept = {}};
    Result<std::unique_ptr<store::BlobWriter>> writer = blobs_.begin(key_);
    Result<> step = writer ? (*writer)->write(*jpeg) : Result<>{std::unexpected(writer.error())};
    if (!step) {
        trouble(step.error());
        return *over_;
    }
    writer_ = std::move(*writer);
    bytes_ = static_cast<std::int64_t>(jpeg->size());
    return keep(MediaKind::image);
}

Taken MediaIntake::keep_voice() {
    const media::Checked<void> whole = voice_.finish();
    if (!whole) return {.state = store::MediaState::refused, .code = std::string{name(whole.error())}, .kept = {}};
    return keep(MediaKind::voice);
}

Taken MediaIntake::keep(MediaKind kind) {
    const Result<store::MediaAddress> address = writer_->keep();
    if (!address) {
        trouble(address.error());
        return *over_;
    }
    return {.state = store::MediaState::kept,
            .code = {},
            .kept = store::KeptMedia{.kind = kind, .bytes = bytes_, .address = *address}};
}

}  // namespace sambung::gateway
