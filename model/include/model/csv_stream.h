// CSV row by row, for files that do not fit into memory; otherwise as model/csv.h reads it.
#pragma once

#include "model/csv.h"

#include <cstdint>
#include <istream>
#include <optional>

namespace sambung {

class CsvStream {
 public:
    // The separator is ';' if the first row has one and no ','. `in` must outlive this.
    explicit CsvStream(std::istream& in) : in_(&in) {}

    // The next row; nothing at the end. A row over 64 KB has a broken first cell: a quote was left open.
    [[nodiscard]] std::optional<CsvRow> next();
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_; }

 private:
    [[nodiscard]] bool take_record();

    std::istream* in_;
    std::string record_;
    std::string line_;
    char separator_ = '\0';  // not known yet
    int line_number_ = 1;    // of the record's first line
    int lines_ = 0;          // that the record has
    std::uint64_t bytes_ = 0;
};

}  // namespace sambung
