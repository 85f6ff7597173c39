// `sambung allocation …` and `sambung import allocations` (docs/allocation.md): beside the running service.
#pragma once

#include "cases/allocation.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sambung::gateway {

enum class AllocationWish { draft, open, list, gap, move, swap, confirm };

struct AllocationOptions {
    std::filesystem::path config;
    AllocationWish wish = AllocationWish::list;
    std::filesystem::path file;  // of a draft
    std::string pool;            // of open, list and gap; empty with list: the pools
    std::string house;
    cases::HouseMove move = cases::HouseMove::reserve;
    std::string funder;  // a unit's code
    std::string reason;
    std::string by;
    std::string out;  // .csv or .xlsx; empty: standard output
};
int allocation(const AllocationOptions& options);

struct HousesOptions {
    std::filesystem::path config, file;
    std::string pool, by;
    bool dry_run = false;
};
int import_houses(const HousesOptions& options);

}  // namespace sambung::gateway
