// What an officer reads after an order: what was done, and whom to call.
#pragma once

#include "announcements.h"
#include "store/referrals.h"

namespace sambung::gateway {

[[nodiscard]] store::NewOutbound officer_reply(const Announcer& announcer, const store::ToOfficer& tiding);

}  // namespace sambung::gateway
