// Ed25519 with the key that also signs anchors, over texts that somebody keeps elsewhere.
#pragma once

#include "store/anchors.h"
#include "store/keys.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

[[nodiscard]] std::string sign(const Keys& keys, std::string_view text);  // 128 hex digits
// Whose signatures here are ours: the root key in use, and those before it.
[[nodiscard]] std::vector<PublicKey> signers(const Keys& keys);
[[nodiscard]] bool is_signed(const PublicKey& key, std::string_view text, std::string_view signature);

}  // namespace sambung::store
