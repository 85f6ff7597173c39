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
// `most` of them, the oldest first, are due at once and are not held again; how many, which is an event if there are
// any.
int release_held(Clerk& clerk, const HeldChoice& which, int most);
// Their words are forgotten.
int discard_held(Clerk& clerk, const HeldChoice& which, int most);

}  // namespace sambung::store
