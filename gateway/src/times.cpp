#include "times.h"

#include <fmt/chrono.h>

namespace sambung::gateway {

std::string iso(TimePoint at) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

TimePoint now() { return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()); }

}  // namespace sambung::gateway
