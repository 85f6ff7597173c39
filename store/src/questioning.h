// Rows of `questions` and what follows from them, inside a transaction.
#pragma once

#include "case_rows.h"
#include "cases/questions.h"
#include "desk.h"
#include "model/error.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::store {

// By a staff account, or by "unit". Errors as ask_citizen.
Result<> ask(const Desk& desk, CaseRow& row, cases::Question question, std::string_view by);

// Whether one is open, and whether the citizen was reminded and its time is over.
struct Asked {
    bool open = false;
    bool over = false;
};
[[nodiscard]] Asked asked_about(Sql& sql, std::int64_t case_id, TimePoint now);
[[nodiscard]] int times_asked(Sql& sql, std::int64_t case_id);  // since it was filed or taken up again

// The case that this person's plain words are an answer about; never one in confidence.
[[nodiscard]] std::optional<CaseRow> questioned_case(Sql& sql, PersonId person, TimePoint now);
// Words have come: the question is over, the case goes on and so do its clocks. Nothing if none is open and it lacks
// nothing.
void end_question(const Desk& desk, CaseRow& row);
// Does what the next questions ask for by now: reminds, goes on without an answer. How many there were.
int ring_questions(const Desk& desk, int most);

}  // namespace sambung::store
