#include "jpeg.h"
#include "jpeg_errors.h"

#include <array>
#include <new>
#include <string>
#include <utility>

// NOLINTBEGIN(modernize-avoid-setjmp-longjmp): see jpeg_errors.h

namespace sambung::media {

namespace {

constexpr int quality = 85;

// Where libjpeg's bytes go. Its own destination frees what it grows out of before the larger one is there.
struct Destination {
    jpeg_destination_mgr calls{};  // first, so that libjpeg's pointer is one to all of it
    std::string bytes{};
    std::array<unsigned char, 65'536> buffer{};
};

Destination& destination_of(j_compress_ptr jpeg) { return *reinterpret_cast<Destination*>(jpeg->dest); }

void begin_buffer(j_compress_ptr jpeg) {
    Destination& to = destination_of(jpeg);
    to.calls.next_output_byte = to.buffer.data();
    to.calls.free_in_buffer = to.buffer.size();
}

// No exception goes through libjpeg's frames.
bool append(std::string& to, const unsigned char* from, std::size_t count) noexcept {
    try {
        to.append(reinterpret_cast<const char*>(from), count);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void take(j_compress_ptr jpeg, std::size_t count) {
    Destination& to = destination_of(jpeg);
    if (append(to.bytes, to.buffer.data(), count)) return;
    reinterpret_cast<JpegErrors*>(jpeg->err)->why = Refusal::effort;
    jpeg->err->error_exit(reinterpret_cast<j_common_ptr>(jpeg));
}

boolean empty_buffer(j_compress_ptr jpeg) {
    take(jpeg, destination_of(jpeg).buffer.size());
    begin_buffer(jpeg);
    return TRUE;
}

void end_buffer(j_compress_ptr jpeg) {
    const Destination& to = destination_of(jpeg);
    take(jpeg, to.buffer.size() - to.calls.free_in_buffer);
}

class Writer {
 public:
    Writer() {
        take_errors(errors_, jpeg_.err);
        to_.calls.init_destination = begin_buffer;
        to_.calls.empty_output_buffer = empty_buffer;
        to_.calls.term_destination = end_buffer;
    }
    ~Writer() { jpeg_destroy_compress(&jpeg_); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool write(const Pixels& pixels) {
        if (setjmp(errors_.back) != 0) return false;
        jpeg_create_compress(&jpeg_);
        jpeg_.dest = &to_.calls;
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
    [[nodiscard]] std::string take_bytes() { return std::move(to_.bytes); }
    [[nodiscard]] Refusal why() const { return errors_.why; }

 private:
    JpegErrors errors_{};
    jpeg_compress_struct jpeg_{};
    Destination to_{};
};

}  // namespace

Checked<std::string> write_jpeg(const Pixels& pixels) {
    Writer writer;
    if (!writer.write(pixels)) return std::unexpected(writer.why());
    return writer.take_bytes();
}

}  // namespace sambung::media

// NOLINTEND(modernize-avoid-setjmp-longjmp)
