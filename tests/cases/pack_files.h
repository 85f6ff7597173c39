// Reads the office part of a pack from deploy/packs, as far as its tests need it. Anything odd throws, so the test
// fails.
#pragma once

#include "cases/office.h"

#include <string>

namespace sambung::cases {

[[nodiscard]] std::string pack_file(const std::string& pack, const std::string& name);
[[nodiscard]] Office office_of_pack(const std::string& pack);

}  // namespace sambung::cases
