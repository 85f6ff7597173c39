// Cases that an officer said to be of one need: the older one is worked on, the others share what becomes of it.
#pragma once

#include "case_rows.h"
#include "clerk.h"

#include <string_view>
#include <vector>

namespace sambung::store {

// The case that is worked on in place of this one: itself unless it was merged into another.
[[nodiscard]] CaseRow worked_on(Sql& sql, CaseRow row);
// Those that were merged into it and were not erased.
[[nodiscard]] std::vector<CaseRow> merged_into(Sql& sql, const CaseRow& row);
// Those too that were merged into these.
[[nodiscard]] std::vector<CaseRow> all_merged_into(Sql& sql, const CaseRow& row);

// A merged case stands for itself again: it is triaged anew, and its unit is asked at once. `row` as it is then.
void stand_alone(Clerk& clerk, CaseRow& row, std::string_view actor);
// The case goes without anybody having helped: what was merged into it must not go with it.
void release_merged(Clerk& clerk, const CaseRow& row);

}  // namespace sambung::store
