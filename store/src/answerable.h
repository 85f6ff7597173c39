// Whether a case may be answered by a message that its citizen did not ask for just now, and where that goes.
#pragma once

#include "case_rows.h"
#include "store/answers.h"

namespace sambung::store {

// On any connection. Throws BrokenSeal.
[[nodiscard]] Answerable answerable(Sql& sql, const Keys& keys, const cases::Office& office, const CaseRow& row);

}  // namespace sambung::store
