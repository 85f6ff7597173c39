// A date in a form that the citizen is to be reminded of: slots `remind_at` ("2027-02-01") and `remind_text`, the key
// of the text. Pure: the message is enqueued with the case and waits for its day.
#pragma once

#include "announcements.h"
#include "slots.h"

#include <optional>

namespace sambung::gateway {

// At 09.00 of that day on the office's clock, on the channel that carries notices for this one, with {tiket} and {unit}
// filled in. Nothing if the case is quiet, no date is given, it is none, it has passed or is more than two years away,
// or there is no such text; a mistake of the flow is logged.
[[nodiscard]] std::optional<store::NewOutbound> reminder(const Announcer& announcer, const Channel& channel,
                                                         const std::string& address, Language language,
                                                         const Slots& slots, const store::Outcome& outcome,
                                                         TimePoint now);

}  // namespace sambung::gateway
