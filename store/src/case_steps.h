// The life-cycle at work: the one place that asks its table, changes the status, and keeps the clocks and the log true
// to it.
#pragma once

#include "case_rows.h"
#include "cases/life_cycle.h"
#include "desk.h"

#include <cstdint>
#include <optional>

namespace sambung::store {

// What the guards see, as the rows stand.
[[nodiscard]] cases::Facts facts_of(const Desk& desk, const CaseRow& row);

// Errc::too_late or Errc::refused as cases::step says; nothing was done then. Otherwise the status is changed, clocks
// that may not run there are stopped, and the event "case.<status>" is appended. `row` is the case as it is then.
Result<cases::CaseStep> take_step(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor,
                                  const cases::Facts& facts);
Result<cases::CaseStep> take_step(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor);

// The same where the case may be past it already, or not described yet: then it stays where it is.
void take_step_if_it_can(const Desk& desk, CaseRow& row, cases::Status to, cases::Actor actor);

}  // namespace sambung::store
