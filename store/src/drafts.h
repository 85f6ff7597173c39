// Rows of `drafts`: what became of a form. Whoever writes the row first, wins.
#pragma once

#include "clerk.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::store {

enum class DraftState { undecided, rung, filed, dropped };

struct Draft {
    DraftState state = DraftState::undecided;
    std::int64_t case_id = 0;
};

[[nodiscard]] Draft find_draft(Sql& sql, const DraftId& id);
void set_draft(Clerk& clerk, const DraftId& id, PersonId person, std::string_view state,
               std::optional<std::int64_t> case_id);

}  // namespace sambung::store
