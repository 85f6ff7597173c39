// The words of the outreach register: answers to an officer's lines, and what the office is told of. Without a name, an
// age or an illness.
#pragma once

#include "announcements.h"
#include "store/register.h"

#include <string>

namespace sambung::gateway {

[[nodiscard]] std::string register_line(const store::RegisterAnswer& answer);
[[nodiscard]] std::string register_news(const cases::Office& office, const store::RegisterNews& news);
[[nodiscard]] store::RegisterVoice register_voice(Announcer announcer, TimePoint now);

}  // namespace sambung::gateway
