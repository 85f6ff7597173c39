// Shifts at work: they begin, are opened with SIAP or chased, and end with their hand-over list.
#pragma once

#include "desk.h"
#include "store/referrals.h"

#include <string_view>

namespace sambung::store {

// Of every unit with shifts: begins the one that is on now, once; hands over from the one that ended as it began; and
// rings the backup and the head of one that nobody opened. How many units something was done for. What was missed while
// the service stood still is not made up for: only the shift that is on now is asked for SIAP.
int ring_shifts(const Desk& desk);

// An officer's word is proof that somebody is there: it opens the shift that is on now, unless the number is of another
// one.
void note_presence(const Desk& desk, const OfficerMessage& message);

// SIAP, after note_presence; within half an hour of the next shift it opens that one.
[[nodiscard]] OrderAnswer report_ready(const Desk& desk, const OfficerMessage& message, const cases::Order& order);
[[nodiscard]] bool has_shifts(const Desk& desk, const OfficerMessage& message);

// True while the unit's shift is on and nobody has opened it in time.
[[nodiscard]] bool nobody_on_shift(const Desk& desk, std::string_view unit);

}  // namespace sambung::store
