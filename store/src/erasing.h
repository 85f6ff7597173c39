// What erasing does to the rows.
#pragma once

#include "case_rows.h"
#include "clerk.h"
#include "store/erasure.h"

#include <string_view>

namespace sambung::store {

struct ErasedBy {
    EraseReason reason = EraseReason::asked;
    std::string_view actor;
};

// Whatever its status; the caller has looked. With the last case of a person the person goes. False: it was erased
// before.
bool erase_case_rows(Clerk& clerk, const CaseRow& row, const ErasedBy& by);
// False while something of theirs is still needed: a case, a message not answered yet, a helper's registration.
bool erase_person_rows(Clerk& clerk, PersonId person, const ErasedBy& by);

[[nodiscard]] bool may_erase(const CaseRow& row);

}  // namespace sambung::store
