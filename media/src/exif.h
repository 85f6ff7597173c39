// The one thing that is wanted of EXIF before it is dropped.
#pragma once

#include <string_view>

namespace sambung::media {

// The APP1 segment of a JPEG that holds its EXIF (ITU-T T.81, B.1), the first of several; empty if there is none before
// its pixels begin.
[[nodiscard]] std::string_view exif_in(std::string_view jpeg);

// 1 to 8; 1, as it stands, if the APP1 segment is no EXIF, is broken or does not tell.
[[nodiscard]] int orientation_in(std::string_view app1);

}  // namespace sambung::media
