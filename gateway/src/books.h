// The case store of a configuration, for subcommands that work beside the running service.
#pragma once

#include "config.h"
#include "pack.h"
#include "store/case_store.h"
#include "store/keys.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace sambung::gateway {

struct Books {
    Pack pack;
    std::unique_ptr<store::Keys> keys;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::CaseStore> cases;  // uses the others, so it goes first
};

// Nothing, with the findings told on standard error, if the configuration cannot be used.
[[nodiscard]] std::optional<Config> usable_config(const std::filesystem::path& file);

// Tells why on standard error; the exit code of a subcommand that could do nothing.
int complain(const std::string& why);

// Errc::misconfigured if the pack has findings; Errc::unavailable.
[[nodiscard]] Result<Books> open_books(const Config& config);

}  // namespace sambung::gateway
