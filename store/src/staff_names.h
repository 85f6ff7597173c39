// Names of staff accounts as commands take them: an event says who did it, so it must be a person.
#pragma once

#include "model/error.h"

#include <string>
#include <string_view>

namespace sambung::store {

// Errc::invalid_request unless it is 1 to 64 of A-Z, a-z, 0-9 and ._@- and none of those that the record itself uses.
[[nodiscard]] Result<> check_staff_name(std::string_view name);

// "Ani" and "ani" are one person.
[[nodiscard]] std::string folded(std::string_view name);

}  // namespace sambung::store
