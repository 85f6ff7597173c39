// What those on duty read when shifts change: that theirs begins, what is handed over, that nobody said SIAP. Each
// message is one SMS.
#pragma once

#include "announcements.h"
#include "store/referrals.h"

#include <string>
#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::vector<store::NewOutbound> to_shift(const Announcer& announcer, const store::ToShift& tiding,
                                                       TimePoint now);

// "T10 P0 TIBA, T12 P2 BARU, +3 lagi": as many as fit into so many septets, and how many were left out of `all`.
[[nodiscard]] std::string listed(const std::vector<store::ShiftTask>& tasks, std::int64_t all, std::size_t room);

}  // namespace sambung::gateway
