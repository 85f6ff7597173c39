// The case store of a configuration, for subcommands that work beside the running service.
#pragma once

#include "config.h"
#include "pack.h"
#include "store/case_store.h"
#include "store/keys.h"

#include <memory>

namespace sambung::gateway {

struct Books {
    Pack pack;
    std::unique_ptr<store::Keys> keys;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::CaseStore> cases;  // uses the others, so it goes first
};

// Errc::misconfigured if the pack has findings; Errc::unavailable.
[[nodiscard]] Result<Books> open_books(const Config& config);

}  // namespace sambung::gateway
