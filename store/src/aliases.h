// One person, many addresses.
#pragma once

#include "clerk.h"

namespace sambung::store {

// Who writes from there: another person if that is an alias.
[[nodiscard]] PersonId canonical(Sql& sql, PersonId person);

// From now on what comes from `alias` is of `person`, and so is what came before: its cases, its wish to be erased, and
// of both wishes for quiet the stricter.
void link(Clerk& clerk, PersonId alias, PersonId person);

}  // namespace sambung::store
