// Messages that wait for staff, not for a turn.
#pragma once

#include "clerk.h"
#include "store/queues.h"

#include <optional>
#include <vector>

namespace sambung::store {

// Errc::not_found: no such item. What is done is left alone.
Result<> hold_inbound(Clerk& clerk, std::int64_t id, const std::optional<NewOutbound>& reply);

[[nodiscard]] std::vector<HeldMessages> held_messages(Sql& sql);
// They are due at once, the oldest first, and are not held again; how many.
int release_held(Sql& sql, const HeldChoice& which, TimePoint now);
// Their words are forgotten; how many.
int discard_held(Sql& sql, const HeldChoice& which, TimePoint now);

}  // namespace sambung::store
