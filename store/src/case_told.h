// A case opened for a message about it.
#pragma once

#include "clerk.h"
#include "store/referrals.h"

#include <cstdint>
#include <optional>

namespace sambung::store {

// Nothing if the case was erased. Throws BrokenSeal.
[[nodiscard]] std::optional<CaseTold> case_told(Sql& sql, const Keys& keys, std::int64_t case_id);

}  // namespace sambung::store
