// The translator's sheet: every text that a citizen can meet in one language, out as a table for spreadsheet programs,
// and back as a text file after a native speaker has worked on it. Values in, values out; files are the caller's.
#pragma once

#include "dialogs/flow_set.h"
#include "dialogs/grade.h"
#include "model/gsm7.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

enum class TextState : std::uint8_t {
    ok,
    missing,
    stale,         // the Indonesian text changed since
    other_values,  // its placeholders are not those of the Indonesian text
};
[[nodiscard]] std::string_view word(TextState state);  // "ok", "missing", "stale", "shows other values"

struct SheetRow {
    std::string key;
    std::string source;       // Indonesian
    std::string of;           // its hash, 8 hex digits
    std::string translation;  // as it stands; empty if missing
    TextState state = TextState::missing;
    std::optional<Grade> grade;     // none if missing
    Septets length = 0;             // of the translation with every value at its longest; 0 if missing
    std::optional<Septets> room{};  // that its tightest channel leaves it; answers under it are counted off
    std::string where;              // "first USSD screen, SMS", "answer", "WhatsApp"
};

struct TextSheet {
    Language language = Language::en;
    std::vector<SheetRow> rows;  // in the order of conversation, the menu first; texts of no flow last
};

// The input may have findings, such as texts that are missing; what stands in a flow that cannot be read is left out.
// jv-ngoko counts by its own texts, though what it lacks is shown in jv.
[[nodiscard]] TextSheet text_sheet(const FlowSetInput& input, Language language);

enum class RowsWanted : std::uint8_t { all, unfinished };  // unfinished: all but `ok`
// RFC 4180 in UTF-8 with a byte-order mark, without which spreadsheet programs misread it. The hash stands as
// "of:58301e42": bare, a spreadsheet would make a number of it.
[[nodiscard]] std::string sheet_csv(const TextSheet& sheet, RowsWanted wanted);

// A sheet that came back.
struct SheetReview {
    std::string name;  // as findings name it: "sheet.csv"
    std::string csv;   // parted by ',', ';' or tabs; columns in any order, others than ours are passed over
    Language language = Language::en;
    std::optional<Grade> grade{};  // of every text in the sheet; one that was not changed never gets a lower one
    std::string kept{};            // the text file that is to be written over; what the sheet does not name stays
};
struct ReviewedTexts {
    std::string yaml;   // the whole text file, in the order of conversation; empty if anything is wrong
    Findings findings;  // all errors; each at its cell
};
// A row without a translation changes nothing. A row that still says "stale" and was not changed stays stale; with
// another state, or changed, it counts as made from the Indonesian text of now. docs/flows.md lists the findings T001
// to T010; what a sheet breaks elsewhere (a screen over its budget) is found as `load_flows` finds it.
[[nodiscard]] ReviewedTexts reviewed_texts(const FlowSetInput& input, const SheetReview& review);

struct TextTally {
    Language language = Language::en;
    std::size_t texts = 0;
    std::size_t missing = 0, stale = 0, other_values = 0;
    std::array<std::size_t, 3> grades{};                 // of those that are there: A, B, C
    [[nodiscard]] std::size_t complete_percent() const;  // texts that are ok, rounded down
};
// For each offered language but Indonesian, in the office's order.
[[nodiscard]] std::vector<TextTally> text_tallies(const FlowSetInput& input);

}  // namespace sambung::dialogs
