// Granting a wish: all that a turn may ask of the office's books, in one transaction.
#pragma once

#include "case_rows.h"
#include "cases/office.h"
#include "clerk.h"
#include "desk.h"
#include "store/case_store.h"

namespace sambung::store {

[[nodiscard]] Outcome grant_wish(Clerk& clerk, const cases::Office& office, const Grant& grant);

// One a wish; what is shared (the key, the answer kept, the messages) is grant_wish's.
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const File& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Ring& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Drop& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Cancel& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const AddNote& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const AnswerQuestion& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const HandOver& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Listen& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const OptOut& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Rate& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Reopen& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const Erase& wish);
[[nodiscard]] Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const KeepData& wish);

// A note by the citizen, which may be what the office asked for.
void take_words(const Desk& desk, const CaseRow& row, const WishKey& wish, std::string_view words);

// `check_digits` only where the citizen is to be told them.
[[nodiscard]] Outcome granted_about(const CaseRow& row, Granted granted, std::string check_digits = {});
[[nodiscard]] Outcome granted_without_case(Granted granted);

}  // namespace sambung::store
