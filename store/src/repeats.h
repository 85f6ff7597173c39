// Reports that do not become another case: told before, or too many on one day.
#pragma once

#include "opening.h"

namespace sambung::store {

// What comes of a report that is not to be a case of its own; nothing if it is to be filed.
[[nodiscard]] std::optional<Outcome> hold_back(Clerk& clerk, const cases::Office& office, const Grant& grant,
                                               const File& wish, const Subject& subject);

}  // namespace sambung::store
