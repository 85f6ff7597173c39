// The signature of Vonage's calls (developer.vonage.com, "Signing messages").
#pragma once

#include "adapters/adapter.h"
#include "digests.h"

#include <optional>
#include <string>

namespace sambung::adapters::vonage_parts {

struct Signature {
    std::string secret;
    std::optional<Hash> hmac;  // empty: "md5hash", a plain MD5 with the secret behind
};

// From the keys `signature_secret` and `signature_method`; Errc::misconfigured for a method that is not known.
[[nodiscard]] Result<Signature> signature_of(const ChannelSettings& settings);

// True if the field `sig` holds over the others.
[[nodiscard]] bool signed_with(const Signature& signature, const Form& fields);

}  // namespace sambung::adapters::vonage_parts
