// What the office's routing table leaves to its last row. That row is there for what nobody thought of, so a need that
// the menus offer and that comes to it is a gap, unless a row of its own says that it is meant so.
#pragma once

#include "cases/office.h"

#include <string>
#include <vector>

namespace sambung::cases {

struct CoverageGap {
    Kind kind = Kind::person_in_need;
    std::string category;            // of categories.h; empty: asks to be called
    std::vector<std::string> areas;  // codes, in the order of the areas; empty: everywhere
};

// Every category of the menus at its own urgency, by day and by night, in every area. A report without a category is
// no gap: there is nothing to write a row for.
[[nodiscard]] std::vector<CoverageGap> coverage_gaps(const Office& office);

// "bantuan hunian", "telepon", "lapor anak in 32.76.05, 32.76.06 and 12 more"
[[nodiscard]] std::string in_words(const CoverageGap& gap);

}  // namespace sambung::cases
