// Plays transcripts on the real engine, wishes and stores, with a clock that the script moves. No sockets: the
// citizen's words go straight to the reception, what would be sent is caught.
#pragma once

#include "config.h"
#include "pack.h"
#include "transcript.h"

#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

enum class StoreKind { memory, redis, sql };

struct Failure {
    std::string where;     // "file.chat:12"
    std::string expected;  // in words
    std::string got;
};

struct Rehearsed {
    int replies = 0;  // that were compared
    int assertions = 0;
    std::vector<Failure> failures;
};

// Errc::misconfigured if the stores cannot be opened. `redis_url` is used with StoreKind::redis only; keys there get a
// prefix of their own.
[[nodiscard]] Result<Rehearsed> rehearse(const Transcript& transcript, const Pack& pack, StoreKind kind,
                                         const std::string& redis_url);

}  // namespace sambung::gateway
