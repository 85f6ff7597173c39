// The register of helpers as the office keeps it: CSV with the header `phone,name,role,area,until`.
#pragma once

#include "cases/office.h"
#include "dialogs/strict_yaml.h"
#include "store/helpers.h"
#include "store/keys.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct HelperSheet {
    std::vector<store::Helper> helpers;
    dialogs::Findings findings;  // of every row; any of them and nothing is to be taken over
};

// `until` is the last day, "2026-12-31", or empty for no end. Findings never repeat a number or a name: H001 header,
// H002 number of cells, H003 broken quotes, H004 phone, H005 name, H006 role, H007 area, H008 until, H009 a helper
// twice.
[[nodiscard]] HelperSheet read_helpers(std::string_view file, std::string_view csv, const cases::Office& office,
                                       const store::Keys& keys);

}  // namespace sambung::gateway
