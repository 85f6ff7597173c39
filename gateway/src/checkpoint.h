// Named moments of a turn, between two of which a crash is interesting: "kept" (the inbox has it), "granted" (the wish
// is on disk), "rendered", "committed" (the session is written), "sent" (the provider has it). Replay and the fault
// tests stop the world there; the service passes nothing.
#pragma once

#include <functional>
#include <string_view>

namespace sambung::gateway {

using Checkpoint = std::function<void(std::string_view moment)>;

inline void pass(const Checkpoint& checkpoint, std::string_view moment) {
    if (checkpoint) checkpoint(moment);
}

}  // namespace sambung::gateway
