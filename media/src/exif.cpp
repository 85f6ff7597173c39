#include "exif.h"

#include <cstddef>
#include <cstdint>

namespace sambung::media {

namespace {

constexpr int upright = 1;
constexpr std::string_view exif_mark{"Exif\0\0", 6};

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

// TIFF 6.0, sections 2 and 8: a header, then a directory of entries of 12 bytes.
class Tiff {
 public:
    explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

    // Beyond the end everything is 0.
    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t length) const {
        if (at > bytes_.size() || bytes_.size() - at < length) return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < length; ++i)
            value = value << 8U | static_cast<unsigned char>(bytes_[little_ ? at + length - 1 - i : at + i]);
        return value;
    }
    [[nodiscard]] bool is_one() const {
        constexpr std::uint32_t forty_two = 42;
        return (little_ || bytes_.starts_with("MM")) && number(2, 2) == forty_two;
    }

 private:
    std::string_view bytes_;
    bool little_;
};

}  // namespace

std::string_view exif_in(std::string_view jpeg) {
    constexpr unsigned begins = 0xFF;
    constexpr unsigned app1 = 0xE1;
    constexpr unsigned start_of_scan = 0xDA;
    constexpr std::size_t start_of_image = 2;
    for (std::size_t at = start_of_image; byte_at(jpeg, at) == begins;) {
        const unsigned marker = byte_at(jpeg, at + 1);
        if (marker == begins) {  // fill
            ++at;
            continue;
        }
        const std::size_t length = byte_at(jpeg, at + 2) << 8U | byte_at(jpeg, at + 3);  // of itself too
        if (marker == start_of_scan || length < 2 || jpeg.size() - at < 2 + length) break;
        const std::string_view segment = jpeg.substr(at + 4, length - 2);
        if (marker == app1 && segment.starts_with(exif_mark)) return segment;
        at += 2 + length;
    }
    return {};
}

int orientation_in(std::string_view app1) {
    constexpr std::size_t entry_length = 12;
    constexpr std::uint32_t orientation_tag = 0x0112;
    constexpr std::uint32_t a_short = 3;
    constexpr std::uint32_t most_orientations = 8;
    if (!app1.starts_with(exif_mark)) return upright;
    const Tiff tiff{app1.substr(exif_mark.size())};
    if (!tiff.is_one()) return upright;
    const std::size_t directory = tiff.number(4, 4);
    const std::uint32_t entries = tiff.number(directory, 2);
    for (std::uint32_t i = 0; i < entries && directory + i * entry_length < app1.size(); ++i) {
        const std::size_t entry = directory + 2 + i * entry_length;
        if (tiff.number(entry, 2) != orientation_tag || tiff.number(entry + 2, 2) != a_short) continue;
        const std::uint32_t told = tiff.number(entry + 8, 2);
        return told >= 1 && told <= most_orientations ? static_cast<int>(told) : upright;
    }
    return upright;
}

}  // namespace sambung::media
