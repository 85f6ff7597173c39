// Times for machines.
#pragma once

#include <string>

#include "model/time.h"

namespace sambung::gateway {

[[nodiscard]] std::string iso(TimePoint at);  // "2026-11-22T01:15:58Z"
[[nodiscard]] TimePoint now();                // the only place that reads the clock for turns

}  // namespace sambung::gateway
