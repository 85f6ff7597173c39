// Conversations that staff have taken over.
#pragma once

#include "clerk.h"

#include <optional>

namespace sambung::store {

void set_silent(Clerk& clerk, PersonId person, TimePoint until);
[[nodiscard]] std::optional<TimePoint> silent_until(Sql& sql, PersonId person, TimePoint now);

}  // namespace sambung::store
