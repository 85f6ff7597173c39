// Dates of Open311: W3C date-time with a zone.
#pragma once

#include "model/time.h"

#include <optional>
#include <string_view>

namespace sambung::gateway::open311 {

// "2026-11-22T08:15:58+07:00", "2026-11-22T01:15:58.250Z"; nothing for anything else, such as a time without a zone.
[[nodiscard]] std::optional<TimePoint> parse_date(std::string_view text);

}  // namespace sambung::gateway::open311
