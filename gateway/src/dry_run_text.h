// What a dry run found, for the person who approves: plain text, codes and numbers only.
#pragma once

#include "cases/dry_run.h"

#include <string>

namespace sambung::gateway {

[[nodiscard]] std::string in_words(const cases::DryRunReport& report, const cases::Office& office);

}  // namespace sambung::gateway
