// Transcripts as files: where their office's pack lies, how they are played for what they meet, and written.
#pragma once

#include "dialogs/coverage.h"
#include "model/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// The pack of that name among ours; without one the configuration's; without either that of Depok.
[[nodiscard]] std::filesystem::path where_pack_is(const std::string& name, const std::filesystem::path& config);

// The old file stands until the new one is whole; false if that cannot be.
[[nodiscard]] bool write_file(const std::filesystem::path& file, std::string_view text);

// What these transcripts meet, on sessions in memory. Errc::invalid_request for one that cannot be read or fails.
[[nodiscard]] Result<dialogs::Passages> passages_of(const std::vector<std::filesystem::path>& files,
                                                    const std::filesystem::path& config);

}  // namespace sambung::gateway
