// Rows of `flow_versions`.
#pragma once

#include "sql.h"
#include "store/flow_versions.h"

#include <vector>

namespace sambung::store {

void remember_flow(Sql& sql, const RememberedFlow& flow, TimePoint now);
// All others were replaced now, if they were not before; those replaced longer ago than `keep` are forgotten.
void retire_flows(Sql& sql, const std::vector<RememberedFlow>& in_use, TimePoint now, milliseconds keep);
[[nodiscard]] std::vector<RememberedFlow> remembered_flows(Sql& sql);

}  // namespace sambung::store
