// Long subcommands work on the books in small steps, and leave the writer to the running service between them. Blocks.
#pragma once

#include <chrono>
#include <thread>

namespace sambung::gateway {

inline void rest(std::chrono::microseconds span) { std::this_thread::sleep_for(span); }

}  // namespace sambung::gateway
