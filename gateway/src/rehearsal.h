// Plays transcripts on the real engine, wishes and stores, with a clock that the script moves. The citizen's words go
// straight to the reception, or come by webhook through a listener on loopback; what would be sent is caught.
#pragma once

#include "config.h"
#include "dialogs/coverage.h"
#include "pack.h"
#include "transcript.h"
#include "transcript_update.h"
#include "variants.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

enum class StoreKind { memory, redis, sql };

struct Failure {
    std::string where;     // "file.chat:12"
    std::string expected;  // in words
    std::string got;
};

// A citizen's message as the unspoilt conversation had it.
struct PlayedMessage {
    int line = 0;
    bool answered = false;
    bool wrong = false;  // a wrong answer to what was asked
};

struct Rehearsed {
    int replies = 0;  // that were compared
    int assertions = 0;
    std::vector<Failure> failures;
    std::vector<Rewrite> rewrites;        // where the answers are to be written anew
    std::vector<PlayedMessage> messages;  // of the transcript itself
    std::vector<std::string> filed;       // "kind category" of each case, sorted
    Captures captures;
    dialogs::Passages passages;
    int disturbances = 0;                   // lines that the variant added
    std::vector<std::string> conversation;  // what was said, if it was asked for
};

enum class Differences : std::uint8_t { are_failures, are_rewritten };

// How a transcript is played. With a variant nothing is compared; what must hold instead: never silence where the plain
// conversation had an answer, and no reply over its channel's limits.
struct Manner {
    Differences differences = Differences::are_failures;
    std::optional<Variant> variant{};
    const Rehearsed* plain = nullptr;  // with a variant: how it went without
    bool tell = false;                 // keep the conversation
};

struct Venue {
    StoreKind store = StoreKind::memory;
    std::string redis_url{};  // with StoreKind::redis only; keys there get a prefix of their own
    bool http = false;        // messages come by their provider's webhook, over a socket
};

// Errc::misconfigured if the stores cannot be opened.
[[nodiscard]] Result<Rehearsed> rehearse(const Transcript& transcript, const Pack& pack, const Venue& venue,
                                         Manner manner = {});

}  // namespace sambung::gateway
