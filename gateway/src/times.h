// Times for machines.
#pragma once

#include "model/time.h"

#include <string>

namespace sambung::gateway {

[[nodiscard]] std::string iso(TimePoint at);  // "2026-11-22T01:15:58Z"
[[nodiscard]] TimePoint now();                // the only place that reads the clock for turns

}  // namespace sambung::gateway
