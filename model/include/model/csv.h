// CSV as RFC 4180 has it. Read with the place of every cell, so that a finding can point at it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sambung {

struct CsvCell {
    std::string text;
    int line = 1;         // from 1
    int column = 1;       // from 1, in characters
    bool broken = false;  // a quote that is not closed, or text after the closing quote
};

using CsvRow = std::vector<CsvCell>;  // never empty

// Lines that begin with '#' and empty lines are left out; LF and CRLF both end a row; a byte-order mark is passed over.
// Spreadsheet programs of countries that write 0,5 part cells by ';'.
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text, char separator = ',');

// The cell as a file has it: quoted if it must be. `read_csv` gives the text back, also in a row's first cell.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace sambung
