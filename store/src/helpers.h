// Rows of `helpers`.
#pragma once

#include "clerk.h"
#include "store/helpers.h"

#include <vector>

namespace sambung::store {

void add_helpers(Clerk& clerk, const std::vector<Helper>& helpers);
[[nodiscard]] bool remove_helper(Clerk& clerk, PersonId person);
[[nodiscard]] std::vector<Helper> find_helper(Sql& sql, const Keys& keys, PersonId person, TimePoint now);
[[nodiscard]] std::vector<PersonId> current_helpers(Sql& sql, TimePoint now);
[[nodiscard]] bool is_helper(Sql& sql, PersonId person, TimePoint now);

}  // namespace sambung::store
