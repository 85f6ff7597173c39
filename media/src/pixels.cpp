#include "pixels.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sambung::media {

namespace {

constexpr std::size_t channels = 3;

// Where a pixel of the upright picture is taken from: mirrored across, then upside down, after sides were swapped.
struct Turn {
    bool swap, across, down;
};
constexpr Turn turns[] = {{false, false, false}, {false, true, false}, {false, true, true}, {false, false, true},
                          {true, false, false},  {true, false, true},  {true, true, true},  {true, true, false}};

}  // namespace

bool within(const Limits& limits, std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > limits.side || height > limits.side) return false;
    return std::uint64_t{width} * height <= limits.pixels;
}

Pixels turned(Pixels from, int orientation) {
    if (orientation <= 1 || orientation > static_cast<int>(std::size(turns))) return from;
    const Turn turn = turns[orientation - 1];
    Pixels to{.width = turn.swap ? from.height : from.width,
              .height = turn.swap ? from.width : from.height,
              .rgb = std::vector<unsigned char>(from.rgb.size())};
    std::size_t at = 0;
    for (std::uint32_t y = 0; y < to.height; ++y)
        for (std::uint32_t x = 0; x < to.width; ++x, at += channels) {
            std::uint32_t column = turn.swap ? y : x;
            std::uint32_t row = turn.swap ? x : y;
            if (turn.across) column = from.width - 1 - column;
            if (turn.down) row = from.height - 1 - row;
            const std::size_t source = (std::size_t{row} * from.width + column) * channels;
            std::copy_n(from.rgb.begin() + static_cast<std::ptrdiff_t>(source), channels,
                        to.rgb.begin() + static_cast<std::ptrdiff_t>(at));
        }
    return to;
}

}  // namespace sambung::media
