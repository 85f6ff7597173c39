// Routing tables as a person proposes them, with the units that the office has.
#pragma once

#include "cases/office.h"
#include "store/office_documents.h"

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace sambung::gateway {

// The office under the table in that file, or in that rule set. All findings, with their places in it, if it is not
// sound, also with the office's units.
[[nodiscard]] std::expected<cases::Office, std::vector<std::string>> office_under(const cases::Office& office,
                                                                                  const std::filesystem::path& file);
[[nodiscard]] std::expected<cases::Office, std::vector<std::string>> office_under(const cases::Office& office,
                                                                                  const store::OfficeDocument& set);

}  // namespace sambung::gateway
