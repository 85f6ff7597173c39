// Houses of a pool as the office lists them: CSV with the header `area,address,name,estimate,ticket`
// (docs/allocation.md).
#pragma once

#include "cases/office.h"
#include "few_findings.h"
#include "store/allocation.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct HouseSheet {
    std::vector<store::NewHouse> houses;
    FewFindings findings;  // any of them, and nothing is to be kept
};

// Comma or semicolon; `estimate` in whole rupiah; `ticket` may be empty. Findings never repeat a cell: A010 header,
// A011 number of cells, A012 quotes, A013 area, A014 address, A015 name, A016 estimate, A017 ticket, A018 the same
// house stands above, A019 too many rows.
[[nodiscard]] HouseSheet read_houses(std::string file, std::string_view csv, const cases::Office& office,
                                     const store::Keys& keys);

}  // namespace sambung::gateway
