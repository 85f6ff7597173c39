// Finding cases that are like a report; on any connection, changing nothing.
#pragma once

#include "cases/duplicates.h"
#include "clerk.h"
#include "store/duplicates.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sambung::store {

// A report on its way through the books: what is known of it, and the case that it became, if it did.
struct Probe {
    std::int64_t case_id = 0;
    cases::Report report;
    cases::Likeness likeness;
};
[[nodiscard]] Probe probe_of(Sql& sql, const Keys& keys, const cases::Report& report, PersonId person, TimePoint filed);
// Nothing if it is not compared: restricted, a call-back, erased, not open, or its seals are broken.
[[nodiscard]] std::optional<Probe> probe_of_case(Sql& sql, const Keys& keys, std::int64_t case_id);

struct LookAlike {
    std::int64_t case_id = 0;
    PersonId person;
    LikeCase found;
};
// Those that score so much at least, the likeliest first. All that share a key; or the person's own newest.
[[nodiscard]] std::vector<LookAlike> look_alikes(Sql& sql, const Keys& keys, const Probe& probe, double at_least);
[[nodiscard]] std::vector<LookAlike> own_look_alikes(Sql& sql, const Keys& keys, const Probe& probe, double at_least);

}  // namespace sambung::store
