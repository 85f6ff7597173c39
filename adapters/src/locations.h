// Places on Earth, as providers write them.
#pragma once

#include "model/message.h"

#include <optional>
#include <string_view>

namespace sambung::adapters {

// Degrees. Empty if they are not on Earth.
[[nodiscard]] std::optional<Location> location_of(double latitude, double longitude);
// Degrees in decimal writing ("-6.914744"). Empty also if they are no numbers.
[[nodiscard]] std::optional<Location> location_of(std::string_view latitude, std::string_view longitude);

}  // namespace sambung::adapters
