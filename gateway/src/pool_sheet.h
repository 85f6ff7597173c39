// A pool of houses as its office writes it down (docs/allocation.md): code, programme, period, how many, stages,
// funders.
#pragma once

#include "cases/allocation.h"
#include "cases/office.h"
#include "dialogs/strict_yaml.h"

#include <chrono>
#include <string>
#include <string_view>

namespace sambung::gateway {

struct PoolSheet {
    cases::Pool pool;
    std::chrono::days hold{14};  // how long a reservation lasts
    dialogs::Findings findings;  // any of them, and nothing is to be kept
};

// YAML, strict. A001 a key is missing, A002 a number that cannot stand, A003 a day that is none, A004 no such unit,
// A005 twice, A006 no such stage; E001-E004 as every YAML file.
[[nodiscard]] PoolSheet read_pool(std::string_view file, std::string_view yaml, const cases::Office& office);

}  // namespace sambung::gateway
