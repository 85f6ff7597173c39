// Reports on paper, and those of a night's outreach: CSV with the header
// `kind,category,danger,area,place,story,phone,contact,date` (docs/lists.md).
#pragma once

#include "cases/office.h"
#include "cases/report.h"
#include "few_findings.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct CaseRow {
    int number = 0;  // of the rows, from 1, without the header
    cases::Report report;
};

struct CaseSheet {
    std::vector<CaseRow> rows;
    FewFindings findings;  // any of them, and nothing is to be filed
};

// Comma or semicolon. Findings never repeat a cell: K001 header, K002 number of cells, K003 quotes, K004 kind, K005
// category, K006 danger, K007 area, K008 place, K009 story, K010 phone, K011 contact, K012 date.
[[nodiscard]] CaseSheet read_cases(std::string file, std::string_view csv, const cases::Office& office, TimePoint now);

}  // namespace sambung::gateway
