// One person, many addresses.
#pragma once

#include "clerk.h"

namespace sambung::store {

// Who writes from there: another person if that is an alias.
[[nodiscard]] PersonId canonical(Sql& sql, PersonId person);

// From now on what comes from `alias` is of `person`, and so is what came before: its cases, and its wish for quiet.
void link(Clerk& clerk, PersonId alias, PersonId person);

}  // namespace sambung::store
