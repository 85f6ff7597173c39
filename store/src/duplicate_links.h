// Rows of `dup_links`: pairs of cases that are perhaps of one need, and what was said about them.
#pragma once

#include "case_rows.h"
#include "clerk.h"
#include "desk.h"
#include "look_alikes.h"
#include "store/duplicates.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sambung::store {

// Proposes the pair, once: what was said of it before stands. Nothing of one that is over or told in confidence.
void propose(const Desk& desk, std::int64_t case_id, const LookAlike& other);

struct Judgement {
    Ticket one, other;
    Verdict verdict = Verdict::open;
    std::string by;
};
// Duplicates::link_cases says what it does and what it refuses.
[[nodiscard]] Result<> judge(const Desk& desk, const Judgement& judgement);

[[nodiscard]] std::vector<DupLink> links_of_case(Sql& sql, const Ticket& ticket);
[[nodiscard]] std::vector<DupLink> undecided_links(Sql& sql, int most);
[[nodiscard]] int interest_in(Sql& sql, const Ticket& ticket);

}  // namespace sambung::store
