#pragma once

#include "pixels.h"

#include <string_view>

namespace sambung::media {

// What is transparent becomes white.
[[nodiscard]] Checked<Pixels> read_png(std::string_view bytes, const Limits& limits);

}  // namespace sambung::media
