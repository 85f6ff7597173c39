// JPEG, read and written by libjpeg-turbo.
#pragma once

#include "pixels.h"

#include <string>
#include <string_view>

namespace sambung::media {

// Upright. Halved as often as it must be to fit into memory.
[[nodiscard]] Checked<Pixels> read_jpeg(std::string_view bytes, const Limits& limits);

// Baseline, quality 85, with no segment that is not needed to show it.
[[nodiscard]] Checked<std::string> write_jpeg(const Pixels& pixels);

}  // namespace sambung::media
