#include "jpeg.h"
#include "jpeg_errors.h"

#include <cstdlib>

// NOLINTBEGIN(modernize-avoid-setjmp-longjmp): see jpeg_errors.h

namespace sambung::media {

namespace {

constexpr int quality = 85;

class Writer {
 public:
    Writer() { take_errors(errors_, jpeg_.err); }
    ~Writer() {
        jpeg_destroy_compress(&jpeg_);
        std::free(bytes_);  // jpeg_mem_dest took it from malloc
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool write(const Pixels& pixels) {
        if (setjmp(errors_.back) != 0) return false;
        jpeg_create_compress(&jpeg_);
        jpeg_mem_dest(&jpeg_, &bytes_, &size_);
        jpeg_.image_width = pixels.width;
        jpeg_.image_height = pixels.height;
        jpeg_.input_components = 3;
        jpeg_.in_color_space = JCS_RGB;
        jpeg_set_defaults(&jpeg_);
        jpeg_set_quality(&jpeg_, quality, TRUE);
        jpeg_start_compress(&jpeg_, TRUE);
        while (jpeg_.next_scanline < jpeg_.image_height) {
            // libjpeg reads through it and has no word for const.
            JSAMPROW row =
                const_cast<unsigned char*>(pixels.rgb.data()) + std::size_t{jpeg_.next_scanline} * pixels.width * 3;
            jpeg_write_scanlines(&jpeg_, &row, 1);
        }
        jpeg_finish_compress(&jpeg_);
        return true;
    }
    [[nodiscard]] std::string bytes() const { return {reinterpret_cast<const char*>(bytes_), size_}; }
    [[nodiscard]] Refusal why() const { return errors_.why; }

 private:
    JpegErrors errors_{};
    jpeg_compress_struct jpeg_{};
    unsigned char* bytes_ = nullptr;
    unsigned long size_ = 0;
};

}  // namespace

Checked<std::string> write_jpeg(const Pixels& pixels) {
    Writer writer;
    if (!writer.write(pixels)) return std::unexpected(writer.why());
    return writer.bytes();
}

}  // namespace sambung::media

// NOLINTEND(modernize-avoid-setjmp-longjmp)
