// Who is on duty: the shifts of a unit that works round the clock. A shift opens with SIAP; without it the backup and
// the head are rung.
#pragma once

#include "cases/calendar.h"
#include "model/error.h"
#include "model/time.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace sambung::cases {

// It lasts until the next one begins; the last one of a day goes over midnight.
struct Shift {
    std::chrono::minutes begins{0};     // since local midnight; less than 24 h
    std::vector<std::string> officers;  // E.164 of those on duty; none: the unit's shared duty numbers

    bool operator==(const Shift&) const = default;
};

// Immutable; any thread. At least one shift, so every moment of a day belongs to exactly one.
class Roster {
 public:
    // Errc::invalid_request for no shift, one that begins outside the day or not after the one before it, or an officer
    // who is no E.164 number or stands twice in one shift.
    [[nodiscard]] static Result<Roster> make(std::vector<Shift> shifts);

    [[nodiscard]] const std::vector<Shift>& shifts() const { return shifts_; }

 private:
    explicit Roster(std::vector<Shift> shifts) : shifts_(std::move(shifts)) {}
    std::vector<Shift> shifts_;
};

// A shift of one day.
struct Watch {
    TimePoint begins;
    TimePoint ends;         // not included: then the next one begins
    std::size_t index = 0;  // into Roster::shifts()

    bool operator==(const Watch&) const = default;
};

// `calendar` gives the office's clock only; its hours and holidays do not count.
[[nodiscard]] Watch shift_at(const Roster& roster, const Calendar& calendar, TimePoint at);

// No SIAP by then rings the backup and the head.
[[nodiscard]] constexpr TimePoint siap_due(TimePoint begins) { return begins + std::chrono::minutes{15}; }

}  // namespace sambung::cases
