// What a target claims of any input; where it does not hold, the program ends and says which line it was.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace sambung {

inline void must(bool holds, std::source_location where = std::source_location::current()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
}

}  // namespace sambung
