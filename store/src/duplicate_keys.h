// Rows of `dup_keys` and `dup_pending`: under what a case is found again, and whether it is still to be compared.
#pragma once

#include "case_rows.h"
#include "cases/duplicates.h"
#include "clerk.h"

#include <cstdint>

namespace sambung::store {

// Of a case just filed, in the same transaction: its keys, and that it is to be compared. Nothing of one that is not
// compared at all.
void note_dup_keys(Clerk& clerk, const CaseRow& row, const cases::Report& report);
// After what is compared was told anew or changed (words, area, category, name, NIK, restriction): its keys are written
// anew and it is compared again. Links stay.
void look_again(Clerk& clerk, std::int64_t case_id);
// A case that is over is found no more, so that it stands before none that is open; look_again brings it back.
void drop_dup_keys(Sql& sql, std::int64_t case_id);
// With the case key, when a case is erased: it is found no more, and no undecided link to it is left.
void forget_dup_keys(Sql& sql, std::int64_t case_id);

void write_dup_keys(Clerk& clerk, std::int64_t case_id, TimePoint filed, const cases::Report& report);
[[nodiscard]] std::int64_t hashed(const Keys& keys, const cases::BlockKey& key);

}  // namespace sambung::store
