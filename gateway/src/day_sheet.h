// Distribution days as an office gives them: CSV with the header `date,from,to,place,batch` (docs/lists.md).
#pragma once

#include "cases/office.h"
#include "few_findings.h"
#include "store/lists.h"

#include <istream>
#include <string>
#include <vector>

namespace sambung::gateway {

struct DaySheet {
    std::vector<store::ListDay> days;
    FewFindings findings;
};

// L001 header, L002 number of cells, L003 quotes, L010 batch, L021 date, L022 hours, L023 a place that the pack has
// not.
[[nodiscard]] DaySheet read_days(std::string file, std::istream& in, const cases::Office& office);

}  // namespace sambung::gateway
