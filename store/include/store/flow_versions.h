// Versions of flows that were in use, so that conversations go on in theirs after a restart. To the store they are
// texts; who knows flows reads them.
#pragma once

#include "model/error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sambung::store {

struct RememberedFlow {
    std::string flow;
    int version = 1;
    std::uint32_t structure = 0;  // hash of its steps
    std::string source;           // the file
    std::string texts;            // what it says in every language, as its keeper writes it
};

// Of a database that a service may have open: it is only read, and nothing is made. None if there is no such file, or
// it is of a release that remembered none. Errc::unavailable if it cannot be read. Blocks.
[[nodiscard]] Result<std::vector<RememberedFlow>> flows_remembered_in(const std::string& path);

}  // namespace sambung::store
