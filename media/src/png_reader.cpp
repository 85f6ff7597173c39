#include "png_reader.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <png.h>
#include <string>

namespace sambung::media {

namespace {

std::size_t big_endian(std::string_view bytes) {
    std::size_t number = 0;
    for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

bool is_needed(std::string_view type) {
    constexpr std::string_view needed[] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    return std::ranges::find(needed, type) != std::end(needed);
}

// The chunks that make the picture, up to its end (PNG, 5.3). libpng asks for as much memory as a chunk says that it is
// long, be it 2 GB, so none may say more than there is. Empty if one does, or there is no end.
std::string picture_of(std::string_view png) {
    constexpr std::size_t signature = 8;
    constexpr std::size_t around = 12;  // length, type, checksum
    std::string kept{png.substr(0, signature)};
    for (std::size_t at = signature; png.size() - at >= around;) {
        const std::size_t length = big_endian(png.substr(at, 4));
        if (length > png.size() - at - around) return {};
        const std::string_view type = png.substr(at + 4, 4);
        if (is_needed(type)) kept += png.substr(at, around + length);
        if (type == "IEND") return kept;
        at += around + length;
    }
    return {};
}

// The interface that reads a whole picture and never jumps back into its caller.
struct Free {
    void operator()(png_image* image) const { png_image_free(image); }
};

}  // namespace

Checked<Pixels> read_png(std::string_view bytes, const Limits& limits) {
    const std::string picture = picture_of(bytes);
    if (picture.empty()) return std::unexpected(Refusal::broken);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, Free> ends{&image};
    if (png_image_begin_read_from_memory(&image, picture.data(), picture.size()) == 0)
        return std::unexpected(Refusal::broken);
    if (!within(limits, image.width, image.height)) return std::unexpected(Refusal::pixels);
    if (std::uint64_t{image.width} * image.height > limits.pixels_at_once) return std::unexpected(Refusal::pixels);
    image.format = PNG_FORMAT_RGB;
    Pixels pixels{.width = image.width, .height = image.height, .rgb = {}};
    pixels.rgb.resize(PNG_IMAGE_SIZE(image));
    constexpr png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, pixels.rgb.data(), 0, nullptr) == 0)
        return std::unexpected(Refusal::broken);
    return pixels;
}

}  // namespace sambung::media
