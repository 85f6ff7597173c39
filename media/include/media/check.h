// What may be kept of a photo or a voice note that somebody sent, and what is wrong with the rest. Pure: bytes in,
// bytes out. By the bytes alone, whatever a provider says that they are: a photo is read and written anew, so that
// nothing but its pixels comes through; of a voice note only whole, sound pages come through, without its comments.
#pragma once

#include "model/message.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::media {

enum class Refusal : std::uint8_t {
    kind,    // neither JPEG nor PNG nor Ogg with Opus or Vorbis
    size,    // more bytes than such a thing may have
    pixels,  // more pixels, or longer sides
    broken,  // cut short, or against its own format
    effort,  // asks for more memory or passes than a photo needs
};
[[nodiscard]] std::string_view name(Refusal refusal);  // "kind", "size", …

template <class T>
using Checked = std::expected<T, Refusal>;

struct Limits {
    std::size_t image_bytes = std::size_t{5} * 1024 * 1024;   // what Meta lets through
    std::size_t voice_bytes = std::size_t{16} * 1024 * 1024;  // the same
    std::uint64_t pixels = 40'000'000;
    std::uint32_t side = 12'000;
    // In memory at once, of 3 bytes each: a larger JPEG is halved until it fits, a larger PNG is refused.
    std::uint64_t pixels_at_once = 16'000'000;
};

// Bytes from its beginning by which anything is told apart.
inline constexpr std::size_t magic_bytes = 8;
// Nothing for what we do not keep. `begins` is the first magic_bytes, or all there is.
[[nodiscard]] std::optional<MediaKind> kind_of(std::string_view begins);

// The photo as a JPEG of its own, turned as its EXIF said and without that or any other metadata.
[[nodiscard]] Checked<std::string> plain_jpeg(std::string_view bytes, const Limits& limits = {});

}  // namespace sambung::media
