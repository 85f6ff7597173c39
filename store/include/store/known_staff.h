// Whether a name is somebody of the office's.
#pragma once

#include "model/error.h"
#include "store/database.h"

#include <string>

namespace sambung::store {

// Where the office has staff accounts, an action in bulk is one of theirs. Errc::refused if `by` has no account, or one
// that was disabled; Errc::invalid_request for a name that is nobody's. Before the first account is made, any name
// will do. Blocks; for subcommands.
[[nodiscard]] Result<> check_known_staff(Database& database, const std::string& by);

}  // namespace sambung::store
