// Rows of `consents`.
#pragma once

#include "case_rows.h"
#include "clerk.h"
#include "store/consents.h"

namespace sambung::store {

// What a report's filing rests on.
void note_grounds(Clerk& clerk, std::int64_t case_id, const cases::Report& report, Urgency urgency,
                  const EventId& event);
// False if it was there.
bool keep_consent(Clerk& clerk, std::int64_t case_id, const Consent& consent);

}  // namespace sambung::store
