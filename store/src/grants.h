// What was granted, by the key of the wish, so that asking again gives the same answer.
#pragma once

#include "clerk.h"
#include "store/case_store.h"

#include <optional>
#include <utility>

namespace sambung::store {

void remember_grant(Clerk& clerk, const Grant& grant, const Outcome& outcome);
// Both on any connection; the outcome has `repeated` set.
[[nodiscard]] std::optional<Outcome> granted_before(Sql& sql, const Keys& keys, const WishKey& wish);
[[nodiscard]] std::optional<std::pair<WishKey, Outcome>> first_granted(Sql& sql, const Keys& keys, const EventId& event,
                                                                       PersonId person);

}  // namespace sambung::store
