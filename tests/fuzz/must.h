// What a target claims of any input; where it does not hold, the program ends and says which line it was.
#pragma once

#include <cstdlib>
#include <iostream>
#include <source_location>

namespace sambung {

inline void must(bool holds, std::source_location where = std::source_location::current()) {
    if (holds) return;
    std::cerr << where.file_name() << ":" << where.line() << ": does not hold\n";
    std::abort();
}

}  // namespace sambung
