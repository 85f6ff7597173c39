// Units' programs at work: they see their tasks and order what officers order by message.
#pragma once

#include "desk.h"
#include "store/referrals.h"

#include <string>
#include <vector>

namespace sambung::store {

[[nodiscard]] PartnerAnswer answer_call(const Desk& desk, const PartnerCall& call);

// On any connection. What does not open under its key is left out.
[[nodiscard]] std::vector<UnitTask> open_tasks_of(Sql& sql, const Keys& keys, const std::string& unit, int most);
[[nodiscard]] Result<UnitTask> task_of_unit(Sql& sql, const Keys& keys, const std::string& unit,
                                            const TaskChoice& choice);

}  // namespace sambung::store
