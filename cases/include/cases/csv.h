// CSV as RFC 4180 has it, with the place of every cell, so that a finding can point at it. Lines that begin with '#'
// and empty lines are left out; LF and CRLF both end a row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

struct CsvCell {
    std::string text;
    int line = 1;         // from 1
    int column = 1;       // from 1, in characters
    bool broken = false;  // a quote that is not closed, or text after the closing quote
};

using CsvRow = std::vector<CsvCell>;  // never empty

[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace sambung::cases
