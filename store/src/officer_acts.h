// What officers answer by message, done to their referrals.
#pragma once

#include "referring.h"

namespace sambung::store {

// False: none of these orders is about anything that these units have, so it is a citizen's message and nothing was
// done. True: done, answered, and the inbox item is finished.
[[nodiscard]] bool obey(const Desk& desk, const OfficerMessage& message);

// One order, whoever brings it: done, or why not. A case that does not open changes nothing.
[[nodiscard]] OrderAnswer obey_one(const Desk& desk, const OfficerMessage& message, const cases::Order& order);

}  // namespace sambung::store
