// The digests that providers sign with, besides the prepared HMAC-SHA256 of secrets.h. MD5 and SHA-1 are weak; they are
// here because a provider signs with nothing better, and HMAC over them still holds.
#pragma once

#include <initializer_list>
#include <optional>
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
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::optional<std::string> unhexed(std::string_view digits);  // empty if it is not pairs of digits
[[nodiscard]] std::string base64(std::span<const unsigned char> bytes);
[[nodiscard]] std::string base64(std::string_view text);
[[nodiscard]] std::optional<std::string> unbase64(std::string_view text);  // empty unless it is whole, with its padding

// One id for these texts: SHA-256 in hex, each text with a zero behind it. For providers that give no ids but repeat a
// message with the same time in it, so that its contents tell it from others.
[[nodiscard]] std::string id_of(std::initializer_list<std::string_view> texts);

}  // namespace sambung::adapters
