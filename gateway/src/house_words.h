// What is told of a house and its funder: to the citizen whose case it is, without an amount; to the funder, by its
// code.
#pragma once

#include "announcements.h"
#include "store/allocation.h"

namespace sambung::gateway {

[[nodiscard]] store::HouseVoice house_voice(Announcer announcer, TimePoint now);

}  // namespace sambung::gateway
