// Ed25519 with the key that also signs anchors, over texts that somebody keeps elsewhere.
#pragma once

#include "store/anchors.h"
#include "store/keys.h"

#include <string>
#include <string_view>

namespace sambung::store {

[[nodiscard]] std::string sign(const Keys& keys, std::string_view text);  // 128 hex digits
[[nodiscard]] bool is_signed(const PublicKey& key, std::string_view text, std::string_view signature);

}  // namespace sambung::store
