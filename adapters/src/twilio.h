// Twilio in its parts.
#pragma once

#include "adapters/adapter.h"

#include <string_view>

namespace sambung::adapters::twilio_parts {

// True if X-Twilio-Signature holds under the token for `public_url` + the request's target, with or without its port.
[[nodiscard]] bool signed_with(std::string_view token, std::string_view public_url, const HttpRequest& request);

// The one item of a call. Errc::invalid_request naming a field that is missing.
[[nodiscard]] Result<Item> read(const Form& form, Hook hook, TimePoint now);

[[nodiscard]] Sent read_answer(const HttpReply& reply);
[[nodiscard]] Verdict verdict_of_error(long long code);

}  // namespace sambung::adapters::twilio_parts
