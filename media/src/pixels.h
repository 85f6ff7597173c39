// A picture in memory, and how it is turned.
#pragma once

#include "media/check.h"

#include <cstdint>
#include <vector>

namespace sambung::media {

struct Pixels {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<unsigned char> rgb;  // rows from the top, three bytes a pixel
};

// Nothing has no pixels, and no side is longer than `limits` allow.
[[nodiscard]] bool within(const Limits& limits, std::uint32_t width, std::uint32_t height);

// As EXIF's orientation says (CIPA DC-008, tag 0x0112): 1 to 8; anything else turns nothing.
[[nodiscard]] Pixels turned(Pixels from, int orientation);

}  // namespace sambung::media
