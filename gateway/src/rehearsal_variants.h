// Plays the variants of a transcript (variants.h) and finds the message at which one goes wrong.
#pragma once

#include "rehearsal.h"

#include <string>
#include <vector>

namespace sambung::gateway {

struct VariantFailure {
    Variant variant;  // with the message, if it fails at that message alone
    Failure failure;
};

struct VariantsPlayed {
    int variants = 0;  // that changed anything
    std::vector<VariantFailure> failures;
};

// One variant. What is broken, first the invariants of replies, then the cases if they are not those of `plain`.
[[nodiscard]] Result<Rehearsed> play_variant(const Transcript& transcript, const Pack& pack, const Venue& venue,
                                             const Rehearsed& plain, const Variant& variant);
// All of them; each is first played at every message at once, and only if that fails at one message after the other.
[[nodiscard]] Result<VariantsPlayed> play_variants(const Transcript& transcript, const Pack& pack, const Venue& venue,
                                                   const Rehearsed& plain);

}  // namespace sambung::gateway
