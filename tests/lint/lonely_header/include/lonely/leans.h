// Leans on whoever includes it: <string> is missing.
#pragma once

namespace lonely {

std::string name();

}  // namespace lonely
