#include "sheet_reader.h"

#include "model/csv.h"
#include "screen.h"
#include "sheet_columns.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

namespace sambung::dialogs {

namespace {

constexpr std::array<std::string_view, 3> needed_columns = {"key", "of", "translation"};

// What parts the cells of the header line; spreadsheet programs go by the country.
char separator_of(std::string_view csv) {
    const std::string_view header = csv.substr(0, csv.find('\n'));
    return *std::ranges::max_element(std::string_view{",;\t"}, {},
                                     [&](char separator) { return std::ranges::count(header, separator); });
}

// Spreadsheet programs write line ends within cells in their own way, and people leave spaces behind.
std::string tidied(std::string_view words) {
    constexpr std::string_view blanks = " \t\r\n";
    std::string tidy;
    for (const char c : words)
        if (c != '\r') tidy += c;
    const std::size_t begin = tidy.find_first_not_of(blanks);
    if (begin == std::string::npos) return {};
    return tidy.substr(begin, tidy.find_last_not_of(blanks) - begin + 1);
}

bool blank(const CsvRow& row) {
    return std::ranges::all_of(row, [](const CsvCell& cell) { return !cell.broken && tidied(cell.text).empty(); });
}

class SheetReader {
 public:
    SheetReader(const SheetReview& review, const Collected& all, const std::vector<std::string_view>& keys)
        : review_(review), subject_(all.subject()), keys_(keys) {}

    SheetRead read() {
        const std::vector<CsvRow> rows = read_csv(review_.csv, separator_of(review_.csv));
        if (rows.empty()) {
            find(CsvCell{}, "T001", "the sheet is empty");
            return std::move(read_);
        }
        read_header(rows.front());
        if (!read_.findings.empty()) return std::move(read_);
        for (const CsvRow& row : std::span{rows}.subspan(1))
            if (!blank(row) && well_formed(row)) read_row(row);
        return std::move(read_);
    }

 private:
    void find(const CsvCell& cell, std::string code, std::string sentence) {
        read_.findings.push_back({.file = review_.name,
                                  .at = {.line = cell.line, .column = cell.column},
                                  .code = std::move(code),
                                  .sentence = std::move(sentence)});
    }

    void read_header(const CsvRow& row) {
        for (const CsvCell& cell : row) {
            const std::string name = tidied(cell.text);
            if (!name.empty() && std::ranges::find(header_, name) != header_.end())
                find(cell, "T002", "column " + quoted(name) + " stands twice");
            header_.push_back(name);
        }
        for (const std::string_view name : needed_columns) {
            if (std::ranges::find(header_, name) != header_.end()) continue;
            const std::vector<std::string_view> there{header_.begin(), header_.end()};
            const std::string_view slip = nearest(name, there);
            find(row.front(), "T002",
                 "the sheet has no column " + quoted(name) + "." +
                     (slip.empty() ? std::string{} : " Is it " + quoted(slip) + "?"));
        }
    }

    bool well_formed(const CsvRow& row) {
        for (const CsvCell& cell : row)
            if (cell.broken) {
                find(cell, "T001", "a quote is open or stands within a cell; write \"\" for a quote in a quoted cell");
                return false;
            }
        if (row.size() == header_.size()) return true;
        find(row.front(), "T003",
             "the row has " + std::to_string(row.size()) + " cells, and the header " + std::to_string(header_.size()));
        return false;
    }

    // Null where the sheet has no such column.
    const CsvCell* cell(const CsvRow& row, std::string_view column) const {
        const auto at = std::ranges::find(header_, column);
        return at == header_.end() ? nullptr : &row[static_cast<std::size_t>(at - header_.begin())];
    }

    std::string text(const CsvRow& row, std::string_view column) const {
        const CsvCell* there = cell(row, column);
        return there == nullptr ? std::string{} : tidied(there->text);
    }

    void read_row(const CsvRow& row) {
        const std::string key = text(row, "key");
        const std::string words = text(row, "translation");
        if (!known(*cell(row, "key"), key) || words.empty()) return;
        const Text* own = own_text(subject_, review_.language, key);
        const auto of = source(row, key, own != nullptr && own->words == words ? own : nullptr);
        const auto grade = graded(row, own != nullptr && own->words == words ? own : nullptr);
        if (!of || !grade) return;
        const CsvCell& at = *cell(row, "translation");
        read_.rows.push_back(
            {.key = key, .words = words, .of = *of, .grade = *grade, .at = {.line = at.line, .column = at.column}});
    }

    bool known(const CsvCell& at, const std::string& key) {
        if (std::ranges::find(keys_, key) == keys_.end()) {
            const std::string maybe = read_.findings.size() < 100 ? did_you_mean(key, keys_) : std::string{};
            find(at, "T004", "no flow and no list of common texts has the key " + quoted(key) + "." + maybe);
            return false;
        }
        if (seen_.insert(key).second) return true;
        find(at, "T005", "key " + quoted(key) + " stands twice");
        return false;
    }

    // The hash that the translation is made from. `unchanged` is the text of now if the sheet has the same words.
    std::optional<std::string> source(const CsvRow& row, const std::string& key, const Text* unchanged) {
        const Text* source = own_text(subject_, Language::id, key);
        const std::string now = source_hash(source == nullptr ? std::string_view{} : std::string_view{source->words});
        std::string shown = text(row, "of");
        if (shown.starts_with(hash_mark)) shown.erase(0, hash_mark.size());
        constexpr std::size_t fewest = 4;
        if (shown.size() < fewest || !now.starts_with(shown)) {
            find(*cell(row, "of"), "T006",
                 "text " + quoted(key) + ": the Indonesian text is not the one that this sheet was written with; " +
                     "write the sheet anew");
            return std::nullopt;
        }
        if (unchanged != nullptr && text(row, "state") == word(TextState::stale)) return unchanged->of;
        return now;
    }

    std::optional<Grade> graded(const CsvRow& row, const Text* unchanged) {
        const std::string shown = text(row, "grade");
        const Grade otherwise = unchanged == nullptr ? unspoken_grade(review_.language) : unchanged->grade;
        const auto own = shown.empty() ? otherwise : grade_from(shown);
        if (!own) {
            find(*cell(row, "grade"), "T010",
                 "the grade is A, B or C, not " + quoted(shown) + "." + std::string{grade_meant(shown)});
            return std::nullopt;
        }
        if (!review_.grade) return own;
        return unchanged == nullptr ? *review_.grade : std::min(*review_.grade, unchanged->grade);
    }

    const SheetReview& review_;
    Subject subject_;
    const std::vector<std::string_view>& keys_;
    std::vector<std::string> header_;
    std::set<std::string> seen_;
    SheetRead read_;
};

}  // namespace

SheetRead read_sheet(const SheetReview& review, const Collected& all, const std::vector<std::string_view>& keys) {
    return SheetReader{review, all, keys}.read();
}

}  // namespace sambung::dialogs
