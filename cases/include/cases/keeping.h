// How long a case is kept after it is finished, and what HAPUS may do by itself.
#pragma once

#include "cases/report.h"
#include "model/urgency.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace sambung::cases {

// Nobody works on it any more and nobody will: closed, cancelled, merged.
[[nodiscard]] bool is_finished(Status status);

// What a citizen's HAPUS does to a case of theirs: P3/P4 that are finished or that nobody has begun go by themselves
// after the erasure clock; all others, and every restricted one, only ask a person, who may know that the caller is
// under pressure.
enum class EraseRule : std::uint8_t { erases, asks_person };
[[nodiscard]] EraseRule erase_rule(Urgency urgency, bool restricted, Status status);

// UU PDP gives 3 x 24 hours.
inline constexpr std::chrono::hours erasure_clock{72};

// Days after it was finished that a case is kept; a restricted one by its own term, whatever its urgency.
struct Retention {
    std::array<int, 5> days{1825, 1825, 1095, 730, 365};  // P0 to P4
    int restricted_days = 1825;
};

}  // namespace sambung::cases
