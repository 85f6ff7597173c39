// What work on a case has in hand: the writer's connection, the office in force, and the words.
#pragma once

#include "case_rows.h"
#include "cases/office.h"
#include "cases/succession.h"
#include "clerk.h"
#include "store/referrals.h"

namespace sambung::store {

struct Desk {
    Clerk& clerk;
    const cases::Office& office;
    const Herald& herald;  // may be empty: then nothing is said

    void say(const Tiding& tiding) const;
    // Leaves out what would come behind a message about the same case that still waits for the same phone: a channel
    // that is slow or down gets no pile of reminders, and the other one gets its own.
    void say_again(const Tiding& tiding, std::int64_t case_id) const;
};

// Who may have it.
[[nodiscard]] cases::Confidence confidence_of(const cases::Office& office, const CaseRow& row);
// Restricted, or of a category that the office marks.
[[nodiscard]] bool is_sensitive(const cases::Office& office, const CaseRow& row);

}  // namespace sambung::store
