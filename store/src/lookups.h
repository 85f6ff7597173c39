// Questions that change nothing; on any connection.
#pragma once

#include "clerk.h"
#include "store/case_store.h"

#include <functional>
#include <vector>

namespace sambung::store {

[[nodiscard]] std::vector<Standing> standings_of(Sql& sql, PersonId person, int most);
[[nodiscard]] Result<Standing> standing_of(Sql& sql, PersonId person, const Ticket& ticket);
// Whether that person was asked within thirty days if it helped, and has not answered.
[[nodiscard]] bool outcome_asked(Sql& sql, PersonId person, TimePoint now);
[[nodiscard]] CaseStore::Depths depths_at(Sql& sql, TimePoint now);
// Pages of cases in filing order, each page a read of its own. Blocks.
[[nodiscard]] Result<> export_cases(Database& database, const std::function<void(const ExportedCase&)>& each);

}  // namespace sambung::store
