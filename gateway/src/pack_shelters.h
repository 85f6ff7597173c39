// Beds and stays of a pack's shelters, as units.yaml has them.
#pragma once

#include "cases/beds.h"
#include "pack_reader.h"

#include <vector>

namespace sambung::gateway {

struct Units;

// Those units that keep a register. E270 beds of a unit that is no shelter, or a shelter without a backup who would
// hear of it; E271 a class of beds or its number; E272 the days of a stay; E273 who is told of a child.
[[nodiscard]] std::vector<cases::House> read_shelters(PackReader& reader, const Units& units);

}  // namespace sambung::gateway
