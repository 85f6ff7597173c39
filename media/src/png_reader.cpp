#include "png_reader.h"

#include <memory>
#include <png.h>
#include <utility>

namespace sambung::media {

namespace {

// The interface that reads a whole picture and never jumps back into its caller. Text, profiles and other extras are
// passed over unread.
struct Free {
    void operator()(png_image* image) const { png_image_free(image); }
};

}  // namespace

Checked<Pixels> read_png(std::string_view bytes, const Limits& limits) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, Free> ends{&image};
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
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
