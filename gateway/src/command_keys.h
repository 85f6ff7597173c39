// `sambung keys`: the root key, which is never shown (docs/security.md, "Rotation").
#pragma once

#include "checkpoint.h"

#include <filesystem>
#include <string>

namespace sambung::gateway {

// Root keys by fingerprint, and what lies under the one in use. Beside the running service. 0 done, 1 a rotation was
// cut off, 2 unreadable or another key than the data's.
int show_keys(const std::filesystem::path& config);

struct KeysOptions {
    std::filesystem::path config;
    std::string by;  // staff account
    Checkpoint checkpoint{};
};
// A new root key in the place of the old one (store/key_rotation.h). 0 done, 2 refused or cut short: the sentence says
// which.
int rotate_keys(const KeysOptions& options);

}  // namespace sambung::gateway
