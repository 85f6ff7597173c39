// Rows of `calls_due`: that a person must telephone about a case. At most one is open for a case.
#pragma once

#include "clerk.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::store {

struct Call {
    std::int64_t case_id = 0;
    std::string_view unit;                   // code of the owner, for the log
    std::optional<std::int64_t> referral{};  // whose unit is to be called; none: the owner
};
// False if one is due already.
bool open_call(Clerk& clerk, const Call& call);
// It need not be made any more: somebody has the case, or it is over. `by`: "unit", "system".
void end_calls(Clerk& clerk, std::int64_t case_id, std::string_view by);
// Nor one about a referral that is withdrawn.
void end_calls_about(Clerk& clerk, std::int64_t referral);

}  // namespace sambung::store
