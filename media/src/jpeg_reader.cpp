#include "exif.h"
#include "jpeg.h"
#include "jpeg_errors.h"

#include <utility>

// NOLINTBEGIN(modernize-avoid-setjmp-longjmp): see jpeg_errors.h

namespace sambung::media {

namespace {

constexpr int most_scans = 64;  // a progressive photo has about ten
constexpr long most_memory = 160L * 1024 * 1024;

void stop_endless_scans(j_common_ptr from) {
    const auto* const reader = reinterpret_cast<j_decompress_ptr>(from);
    if (reader->input_scan_number <= most_scans) return;
    reinterpret_cast<JpegErrors*>(from->err)->why = Refusal::effort;
    from->err->error_exit(from);
}

class Reader {
 public:
    Reader() {
        take_errors(errors_, jpeg_.err);
        progress_.progress_monitor = stop_endless_scans;
    }
    ~Reader() { jpeg_destroy_decompress(&jpeg_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool read_head(std::string_view bytes) {
        if (setjmp(errors_.back) != 0) return false;
        jpeg_create_decompress(&jpeg_);
        jpeg_.progress = &progress_;
        jpeg_.mem->max_memory_to_use = most_memory;
        jpeg_mem_src(&jpeg_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        return jpeg_read_header(&jpeg_, TRUE) == JPEG_HEADER_OK;
    }
    bool begin(unsigned halved) {
        if (setjmp(errors_.back) != 0) return false;
        jpeg_.out_color_space = JCS_RGB;
        jpeg_.scale_num = 1;
        jpeg_.scale_denom = 1U << halved;
        return jpeg_start_decompress(&jpeg_) == TRUE;
    }
    bool read_rows(unsigned char* to) {
        if (setjmp(errors_.back) != 0) return false;
        while (jpeg_.output_scanline < jpeg_.output_height) {
            JSAMPROW row = to + std::size_t{jpeg_.output_scanline} * jpeg_.output_width * 3;
            jpeg_read_scanlines(&jpeg_, &row, 1);
        }
        return jpeg_finish_decompress(&jpeg_) == TRUE;
    }

    [[nodiscard]] const jpeg_decompress_struct& jpeg() const { return jpeg_; }
    [[nodiscard]] Refusal why() const { return errors_.why; }

 private:
    JpegErrors errors_{};
    jpeg_progress_mgr progress_{};
    jpeg_decompress_struct jpeg_{};
};

unsigned halvings(const jpeg_decompress_struct& jpeg, const Limits& limits) {
    constexpr unsigned most = 3;
    unsigned halved = 0;
    while (halved < most &&
           (std::uint64_t{jpeg.image_width} * jpeg.image_height >> (2 * halved)) > limits.pixels_at_once)
        ++halved;
    return halved;
}

}  // namespace

Checked<Pixels> read_jpeg(std::string_view bytes, const Limits& limits) {
    Reader reader;
    if (!reader.read_head(bytes)) return std::unexpected(reader.why());
    if (!within(limits, reader.jpeg().image_width, reader.jpeg().image_height)) return std::unexpected(Refusal::pixels);
    if (!reader.begin(halvings(reader.jpeg(), limits))) return std::unexpected(reader.why());
    Pixels pixels{.width = reader.jpeg().output_width, .height = reader.jpeg().output_height, .rgb = {}};
    pixels.rgb.resize(std::size_t{pixels.width} * pixels.height * 3);
    if (!reader.read_rows(pixels.rgb.data())) return std::unexpected(reader.why());
    // Not by libjpeg's own list of segments: before 3.0.4 it takes a square of their number to build (issue 764).
    return turned(std::move(pixels), orientation_in(exif_in(bytes)));
}

}  // namespace sambung::media

// NOLINTEND(modernize-avoid-setjmp-longjmp)
