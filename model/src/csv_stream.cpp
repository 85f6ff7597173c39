#include "model/csv_stream.h"

#include <algorithm>
#include <cstddef>

namespace sambung {

namespace {

constexpr std::size_t longest_record = 64U << 10U;

bool quotes_are_closed(std::string_view record) { return std::ranges::count(record, '"') % 2 == 0; }

char separator_of(std::string_view header) { return header.contains(';') && !header.contains(',') ? ';' : ','; }

}  // namespace

// As many lines as there are until every quote is closed; a comment is one line, whatever stands in it.
bool CsvStream::take_record() {
    record_.clear();
    line_number_ += lines_;
    lines_ = 0;
    while (std::getline(*in_, line_)) {
        ++lines_;
        bytes_ += line_.size() + 1;
        record_ += line_;
        record_ += '\n';
        if (record_.starts_with('#') || quotes_are_closed(record_) || record_.size() > longest_record) return true;
    }
    return lines_ > 0;
}

std::optional<CsvRow> CsvStream::next() {
    while (take_record()) {
        if (record_.size() > longest_record)
            return CsvRow{{.text = {}, .line = line_number_, .column = 1, .broken = true}};
        std::vector<CsvRow> rows = read_csv(record_, separator_ != '\0' ? separator_ : separator_of(record_));
        if (rows.empty()) continue;
        if (separator_ == '\0') separator_ = separator_of(record_);
        for (CsvCell& cell : rows.front()) cell.line += line_number_ - 1;
        return std::move(rows.front());
    }
    return std::nullopt;
}

}  // namespace sambung
