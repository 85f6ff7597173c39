// Rule sets between the store and the pack: what the service takes up at start, and what a person proposes.
#pragma once

#include "cases/office.h"
#include "store/rule_sets.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

// The pack's table seeds an empty store, and is a draft where it is new to it. False, and the log says why, if the rule
// set that is active does not fit the pack's units: then the pack's own table decides until another one is active.
// Errc::unavailable.
[[nodiscard]] Result<bool> adopt_rules(store::RuleSets& rules, const cases::Office& office, TimePoint now);

// The office under the table in that file, or in that rule set. All findings, with their places in it, if it is not
// sound, also with the office's units.
[[nodiscard]] std::expected<cases::Office, std::vector<std::string>> office_under(const cases::Office& office,
                                                                                  const std::filesystem::path& file);
[[nodiscard]] std::expected<cases::Office, std::vector<std::string>> office_under(const cases::Office& office,
                                                                                  const store::RuleSet& set);

}  // namespace sambung::gateway
