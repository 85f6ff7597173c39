// An XLSX file, written row by row with little in memory (libxlsxwriter). A sheet holds 1,048,576 rows; what is more
// goes on in further sheets under the same header.
#pragma once

#include "export_file.h"
#include "export_paper.h"

namespace sambung::gateway {

// Errc::unavailable.
[[nodiscard]] Result<std::unique_ptr<ExportFile>> open_workbook(ExportPaper paper,
                                                                std::size_t rows_a_sheet = 1'048'576);

}  // namespace sambung::gateway
