// Rows of `shifts`: which shift of a unit is on, and whether somebody has said that they are there.
#pragma once

#include "clerk.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::store {

struct ShiftRow {
    std::string unit;
    TimePoint begins{};
    TimePoint ends{};
    std::optional<TimePoint> asked = {};        // for SIAP; none: not yet
    std::optional<TimePoint> ready = {};        // when somebody was there
    std::optional<TimePoint> missed = {};       // since when the backup and the head know that nobody was
    std::optional<TimePoint> handed_over = {};  // when its list went to the next
};

[[nodiscard]] std::optional<ShiftRow> shift_beginning(Sql& sql, std::string_view unit, TimePoint begins);
// The last one before that time.
[[nodiscard]] std::optional<ShiftRow> shift_before(Sql& sql, std::string_view unit, TimePoint begins);

// It is on from now, and its officers are asked; one that was there stays as it is otherwise.
void ask_shift(Clerk& clerk, const ShiftRow& shift);
// Somebody is there; false if that was known.
bool open_shift(Clerk& clerk, const ShiftRow& shift, PersonId officer);
void miss_shift(Clerk& clerk, const ShiftRow& shift);
// One that was cut short, since the roster changed, ends there.
void end_shift(Clerk& clerk, const ShiftRow& shift, TimePoint ends);

}  // namespace sambung::store
