// Transcripts as files: where their office's pack lies, how they are played for what they meet, and written.
#pragma once

#include "config.h"
#include "dialogs/coverage.h"
#include "model/error.h"
#include "pack.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// The packs that transcripts name, each read once.
class Packs {
 public:
    explicit Packs(const std::filesystem::path& config);  // may be empty

    // The pack of that name among ours; without one the configuration's; without either that of Depok.
    [[nodiscard]] std::filesystem::path where(const std::string& name) const;
    // The configuration's own pack comes as it is served: with its flows laid over, proved for its smallest USSD
    // screen. Without office or flows if it cannot be used: then its findings say why. Stays where it is.
    [[nodiscard]] const Pack& at(const std::filesystem::path& where);

 private:
    std::optional<Config> config_;
    std::map<std::filesystem::path, Pack> packs_;
};

// The old file stands until the new one is whole; false if that cannot be.
[[nodiscard]] bool write_file(const std::filesystem::path& file, std::string_view text);

// What these transcripts meet, on sessions in memory. Errc::invalid_request for one that cannot be read or fails.
[[nodiscard]] Result<dialogs::Passages> passages_of(const std::vector<std::filesystem::path>& files, Packs& packs);

}  // namespace sambung::gateway
