// Photos and voice notes made for a test, with what they must not keep.
#pragma once

#include "jpeg.h"
#include "ogg_pages.h"
#include "pixels.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::media {

inline constexpr std::string_view where_it_was_taken = "GPS -6.3954,106.8213";

// The left half is red and the right half blue; the upper quarter of the left half is green.
inline Pixels a_picture(std::uint32_t width = 64, std::uint32_t height = 32) {
    Pixels picture{.width = width, .height = height, .rgb = {}};
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            const bool left = x < width / 2;
            const bool green = left && y < height / 4;
            const auto level = [](bool on) { return static_cast<unsigned char>(on ? 230 : 20); };
            for (const bool on : {left && !green, green, !left}) picture.rgb.push_back(level(on));
        }
    return picture;
}

inline std::string a_jpeg(std::uint32_t width = 64, std::uint32_t height = 32) {
    return write_jpeg(a_picture(width, height)).value();
}

inline std::string big_endian(std::uint64_t number, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i) & 0xFFU);
    return out;
}

inline std::string segment(char marker, std::string_view content) {
    return std::string{'\xFF', marker} + big_endian(content.size() + 2, 2) + std::string{content};
}

// The JPEG with such segments behind its first marker.
inline std::string with_segments(std::string_view jpeg, std::string_view segments) {
    return std::string{jpeg.substr(0, 2)} + std::string{segments} + std::string{jpeg.substr(2)};
}

// An EXIF segment with an orientation, and words where a place would stand.
inline std::string exif(int orientation, bool little = false) {
    std::string tiff;
    if (little) {
        tiff = std::string{"II*\0\x08\0\0\0", 8} + std::string{"\x01\0\x12\x01\x03\0\x01\0\0\0", 10} +
               std::string{static_cast<char>(orientation), '\0', '\0', '\0'};
    } else {
        tiff = std::string{"MM\0*\0\0\0\x08", 8} + std::string{"\0\x01\x01\x12\0\x03\0\0\0\x01", 10} +
               std::string{'\0', static_cast<char>(orientation), '\0', '\0'};
    }
    return segment('\xE1', std::string{"Exif\0\0", 6} + tiff + std::string(4, '\0') + std::string{where_it_was_taken});
}

inline std::string a_page(std::uint8_t flags, std::uint32_t number, std::string_view packet, std::uint64_t position = 0,
                          std::uint32_t serial = 77) {
    std::string lacing(packet.size() / 255, '\xFF');
    lacing += static_cast<char>(packet.size() % 255);
    return write_page({.flags = flags, .position = position, .serial = serial, .number = number}, lacing, packet);
}

inline const std::string opus_head{"OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0", 19};
inline const std::string opus_tags =
    std::string{"OpusTags\x04\0\0\0Test\x01\0\0\0\x14\0\0\0", 24} + std::string{where_it_was_taken};

// An Opus of so many pages of sound.
inline std::string a_voice(std::uint32_t pages = 3, std::string_view tags = opus_tags) {
    std::string ogg = a_page(first, 0, opus_head) + a_page(0, 1, tags);
    for (std::uint32_t i = 0; i < pages; ++i)
        ogg += a_page(i + 1 == pages ? last : 0, 2 + i, std::string(400, static_cast<char>('a' + i % 26)),
                      (i + 1) * 960ULL);
    return ogg;
}

}  // namespace sambung::media
