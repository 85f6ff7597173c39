// What the adapters share that fetch photos and voice notes. No provider is followed to a host that is not its own, be
// it that an address stands in a webhook or in an answer.
#pragma once

#include "adapters/adapter.h"

#include <span>
#include <string>
#include <string_view>

namespace sambung::adapters {

// GET; `url` may be logged. With a second address that is the one called.
[[nodiscard]] HttpCall media_get(std::string url, std::string secret_url = {});

// https, the usual port, no user, and one of these hosts; "*.fbsbx.com" is every host below that domain.
[[nodiscard]] bool lies_at(std::string_view url, std::span<const std::string_view> hosts);
// The same scheme, host and port as an address of ours, for a channel that has `send_url`.
[[nodiscard]] bool under(std::string_view base, std::string_view url);
// What an address may consist of (RFC 3986), so that no reader takes it for another host or path.
[[nodiscard]] bool is_plain_address(std::string_view url);
// The same without a query, and no way up.
[[nodiscard]] bool is_plain_path(std::string_view path);

// SHA-256 as 64 hex digits in small letters, from hex or base64; empty if it is neither.
[[nodiscard]] std::string digest_in_hex(std::string_view told);

[[nodiscard]] MediaFault foreign_media();  // an address that is none of the provider's: code "host"
// By the HTTP status: 404 and 410 mean that it is there no more.
[[nodiscard]] MediaFault media_fault(const HttpReply& reply);
// From what an answer to a message would mean.
[[nodiscard]] MediaFault media_fault(Sent sent);
// For addresses that last for minutes: what is not there is asked for again from the beginning.
[[nodiscard]] MediaFault expired_or(MediaFault fault);

}  // namespace sambung::adapters
