// A translator's sheet as it came back: its rows, each checked against the texts of now.
#pragma once

#include "collected.h"
#include "dialogs/text_sheet.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

struct ReviewedRow {
    std::string key;
    std::string words;
    std::string of;
    Grade grade = Grade::c;
    Mark at;  // of the words, in the sheet
};

struct SheetRead {
    std::vector<ReviewedRow> rows;  // those with words
    Findings findings;              // T001 to T006, T010
};

// `keys` are those that are used.
[[nodiscard]] SheetRead read_sheet(const SheetReview& review, const Collected& all,
                                   const std::vector<std::string_view>& keys);

}  // namespace sambung::dialogs
