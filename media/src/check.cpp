#include "media/check.h"

#include "jpeg.h"
#include "pixels.h"
#include "png_reader.h"

#include <utility>

namespace sambung::media {

namespace {

constexpr std::string_view jpeg_magic = "\xFF\xD8\xFF";
constexpr std::string_view png_magic = "\x89PNG\r\n\x1A\n";
constexpr std::string_view ogg_magic = "OggS";

}  // namespace

std::string_view name(Refusal refusal) {
    switch (refusal) {
        case Refusal::kind:
            return "kind";
        case Refusal::size:
            return "size";
        case Refusal::pixels:
            return "pixels";
        case Refusal::broken:
            return "broken";
        case Refusal::effort:
            return "effort";
    }
    std::unreachable();
}

std::optional<MediaKind> kind_of(std::string_view begins) {
    if (begins.starts_with(jpeg_magic) || begins.starts_with(png_magic)) return MediaKind::image;
    if (begins.starts_with(ogg_magic)) return MediaKind::voice;
    return std::nullopt;
}

Checked<std::string> plain_jpeg(std::string_view bytes, const Limits& limits) {
    if (kind_of(bytes) != MediaKind::image) return std::unexpected(Refusal::kind);
    if (bytes.size() > limits.image_bytes) return std::unexpected(Refusal::size);
    Checked<Pixels> pixels = bytes.starts_with(png_magic) ? read_png(bytes, limits) : read_jpeg(bytes, limits);
    if (!pixels) return std::unexpected(pixels.error());
    return write_jpeg(*pixels);
}

}  // namespace sambung::media
