// Who is on duty: the shifts of a unit that works round the clock. A shift opens with SIAP; without it the backup and
// the head are rung.
#pragma once

#include "cases/calendar.h"
#include "model/error.h"
#include "model/time.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sambung::cases {

// Where a duty officer is rung. A P0 goes to two different channels.
struct DutyAddress {
    std::string channel;  // id of a configured channel: "sms", "wa"
    std::string address;  // E.164; of a channel for units alone a mail address or the name of an endpoint

    bool operator==(const DutyAddress&) const = default;
};

// It lasts until the next one begins; the last one of a day goes over midnight.
struct Shift {
    std::chrono::minutes begins{0};      // since local midnight; less than 24 h
    std::vector<DutyAddress> duty = {};  // rung beside the unit's shared duty numbers; may be empty
    std::string name = {};               // "malam"

    bool operator==(const Shift&) const = default;
};

// A shift as a person writes it, with its end.
struct ShiftSpan {
    Shift shift;
    std::chrono::minutes ends{0};  // since local midnight, 24 h is 0; as `begins`: it lasts a whole day
};

// Immutable; any thread. At least one shift, so every moment of a day belongs to exactly one.
class Roster {
 public:
    // Errc::invalid_request for no shift, one that begins outside the day or not after the one before it, or an officer
    // who is no E.164 number or stands twice in one shift on one channel.
    [[nodiscard]] static Result<Roster> make(std::vector<Shift> shifts);
    // The same from spans, in the order of a day, beginning with any of them. Errc::invalid_request too if they leave a
    // gap, overlap, or do not make one whole day.
    [[nodiscard]] static Result<Roster> of_spans(std::vector<ShiftSpan> spans);

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

// No SIAP by then rings the backup and the head. A shift is asked when it begins, or later if the service stood still.
[[nodiscard]] constexpr TimePoint siap_due(TimePoint asked) { return asked + std::chrono::minutes{15}; }

// SIAP within the last half hour of a shift is of whoever comes for the next one.
[[nodiscard]] constexpr bool siap_is_early(const Watch& now_on, TimePoint at) {
    return now_on.ends - at <= std::chrono::minutes{30};
}

}  // namespace sambung::cases
