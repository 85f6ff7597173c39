// What the office does once a day whether or not somebody wrote: in the evening every duty phone is tried, in the
// morning the heads read of the night. Pure.
#pragma once

#include "cases/calendar.h"
#include "cases/office.h"
#include "model/time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sambung::cases {

enum class Round : std::uint8_t { duty_test, morning };
[[nodiscard]] std::string_view name(Round round);

struct RoundTime {
    Round round;
    std::chrono::hours at;     // on the office's clock
    std::chrono::hours until;  // a service that stood still does it late, but not after this
};
inline constexpr RoundTime round_times[] = {
    {Round::duty_test, std::chrono::hours{20}, std::chrono::hours{23}},
    {Round::morning, std::chrono::hours{7}, std::chrono::hours{12}},
};
// A phone that has not taken the evening's test by then is one that no alarm of the night would reach.
inline constexpr std::chrono::minutes test_patience{15};

// The day whose round it is time for now; nothing between `until` and the next day's `at`.
[[nodiscard]] std::optional<std::chrono::sys_days> round_due(Round round, const Calendar& calendar, TimePoint now);
// Since when a morning page tells: 18.00 of the day before.
[[nodiscard]] TimePoint night_began(const Calendar& calendar, std::chrono::sys_days morning);

// Units that are rung at any hour and are not suspended.
[[nodiscard]] std::vector<const Unit*> round_the_clock(const Office& office);
// Who reads the morning page: the heads of those, each once.
[[nodiscard]] std::vector<const Unit*> readers_of_the_morning(const Office& office);

}  // namespace sambung::cases
