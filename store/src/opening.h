// How a case comes to be: routed by the office's rules, kept, and logged; and how danger raises it.
#pragma once

#include "case_rows.h"
#include "cases/office.h"
#include "referring.h"
#include "store/case_store.h"

#include <optional>
#include <string_view>

namespace sambung::store {

struct Subject {  // what is filed, and how
    Origin origin = Origin::draft;
    DraftId draft;
    Language language = Language::id;
    Urgency urgency = Urgency::p3;
    std::string_view event;
    std::optional<Key128> same = {};
};

[[nodiscard]] CaseRow open_case(Clerk& clerk, const cases::Office& office, const Grant& grant, const Subject& subject,
                                const cases::Report& report);
// A danger sign about a case that was filed as less: the same case, now P0 and with the unit that P0 goes to.
[[nodiscard]] Outcome raise(const Desk& desk, const EventId& event, CaseRow row);
// A case that turns out to be told in confidence: with the unit that such cases go to, and whoever had it is relieved.
[[nodiscard]] Outcome confide(const Desk& desk, const EventId& event, CaseRow row);

// The case that a row of ours names; throws if it is gone.
[[nodiscard]] CaseRow existing(Sql& sql, std::int64_t id);
// By which what was told before is known again.
[[nodiscard]] Key128 same_hash(const Clerk& clerk, const cases::Report& report);

}  // namespace sambung::store
