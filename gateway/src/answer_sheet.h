// Answers to open questions: CSV with the header `ticket,key,answer` (docs/lists.md).
#pragma once

#include "few_findings.h"
#include "model/csv.h"
#include "model/ticket.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct AnswerRow {
    int number = 0;  // of the rows, from 1, without the header
    CsvCell at;      // its ticket's place, for what is found later
    Ticket ticket;
    std::string key;   // of the fixed texts, "come"; or
    std::string text;  // the office's own words
};

struct AnswerSheet {
    std::vector<AnswerRow> rows;
    FewFindings findings;  // any of them, and nothing is to be kept
};

// The fixed texts, each "notice.answer_" and the key in dialogs/texts.
inline constexpr std::string_view answer_keys[] = {"checking", "proposed", "come"};

// What the citizen reads of the office's own words: who writes, and about which request.
[[nodiscard]] std::string answer_text(std::string_view city, const Ticket& ticket, std::string_view words);

// Comma or semicolon. Findings never repeat a cell: Q001 header, Q002 number of cells, Q003 quotes, Q004 ticket, Q005 a
// ticket twice, Q006 neither key nor answer, or both, Q007 key, Q008 over 160 septets with what stands before it, Q009
// a sum, Q010 a category or an illness, Q011 a link.
[[nodiscard]] AnswerSheet read_answers(std::string file, std::string_view csv, std::string_view city);

}  // namespace sambung::gateway
