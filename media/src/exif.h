// The one thing that is wanted of EXIF before it is dropped.
#pragma once

#include <string_view>

namespace sambung::media {

// 1 to 8; 1, as it stands, if the APP1 segment is no EXIF, is broken or does not tell.
[[nodiscard]] int orientation_in(std::string_view app1);

}  // namespace sambung::media
