// The case store of a configuration, for subcommands that work beside the running service.
#pragma once

#include "config.h"
#include "pack.h"
#include "store/case_store.h"
#include "store/keys.h"
#include "store/office_stand.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace sambung::gateway {

struct Books {
    Pack pack;                                  // its office is the one in force (office_fit.h), as alarms go now
    store::OfficePapers papers;                 // that it is made of,
    std::shared_ptr<const cases::Office> bare;  // and as they make it, whatever duty phone is another one just now
    std::unique_ptr<store::Keys> keys;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::CaseStore> cases;  // uses the others, so it goes first
};

// Nothing, with the findings told on standard error, if the configuration cannot be used.
[[nodiscard]] std::optional<Config> usable_config(const std::filesystem::path& file);

// Tells why on standard error; the exit code of a subcommand that could do nothing.
int complain(const std::string& why);

// Errc::misconfigured if the pack has findings, or no office fits; Errc::unavailable.
[[nodiscard]] Result<Books> open_books(const Config& config);

}  // namespace sambung::gateway
