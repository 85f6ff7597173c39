// Which area an address in words lies in.
#pragma once

#include "model/area.h"

#include <string_view>

namespace sambung::gateway::open311 {

// The one area whose name stands in the address; of a kelurahan and its own kecamatan, the kelurahan; of a name that
// both have, the kecamatan, since it is right either way. Null if none stands there, or more than one could be meant:
// then a person decides. The city's own name decides nothing.
[[nodiscard]] const Area* area_in(const AreaTree& areas, std::string_view address);

}  // namespace sambung::gateway::open311
