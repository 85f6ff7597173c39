// The digests that providers sign with, besides the prepared HMAC-SHA256 of secrets.h. MD5 and SHA-1 are weak; they are
// here because a provider signs with nothing better, and HMAC over them still holds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters {

enum class Hash { md5, sha1, sha256, sha512 };
using Bytes = std::vector<unsigned char>;

// Any thread. Empty if the library does not have the hash; nothing compares equal to that (see same_secret).
[[nodiscard]] Bytes digest(Hash hash, std::string_view message);
[[nodiscard]] Bytes hmac(Hash hash, std::string_view key, std::string_view message);

[[nodiscard]] std::string hex(std::span<const unsigned char> bytes);  // lower case
[[nodiscard]] std::string base64(std::span<const unsigned char> bytes);
[[nodiscard]] std::string base64(std::string_view text);

}  // namespace sambung::adapters
