// Rows of `clocks`: a cases::Clock each, of a case and perhaps of one of its referrals.
#pragma once

#include "cases/clock.h"
#include "clerk.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sambung::store {

struct ClockRow {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    std::optional<std::int64_t> referral;
    cases::Clock clock;
    int pauses = 0;
    TimePoint told{};  // when something was last done about it
};

// `next`: when it must be looked at.
void insert_clock(Clerk& clerk, std::int64_t case_id, std::optional<std::int64_t> referral, const cases::Clock& clock,
                  std::optional<TimePoint> next);
void update_clock(Clerk& clerk, const ClockRow& row, std::optional<TimePoint> next);

// Those that were not stopped.
[[nodiscard]] std::vector<ClockRow> clocks_of_case(Sql& sql, std::int64_t case_id);
[[nodiscard]] std::optional<ClockRow> clock_of(Sql& sql, std::int64_t case_id, cases::ClockKind kind);
[[nodiscard]] std::optional<ClockRow> clock_of_referral(Sql& sql, std::int64_t referral, cases::ClockKind kind);
// Ids of those that something must be done about now, the longest waiting first.
[[nodiscard]] std::vector<std::int64_t> clocks_due(Sql& sql, TimePoint now, int most);
// That one, if something must be done about it now.
[[nodiscard]] std::optional<ClockRow> clock_due(Sql& sql, std::int64_t id, TimePoint now);

}  // namespace sambung::store
