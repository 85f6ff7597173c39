// That a unit's duty officer has read what was sent: the referral was seen. It stops no clock.
#pragma once

#include "cases/office.h"
#include "clerk.h"
#include "model/message.h"

#include <string>

namespace sambung::store {

// After record_delivery of the same report.
void note_seen(Clerk& clerk, const cases::Office& office, const std::string& channel, const StatusUpdate& update);

}  // namespace sambung::store
