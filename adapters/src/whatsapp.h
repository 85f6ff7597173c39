// WhatsApp Cloud API (developers.facebook.com/documentation/business-messaging/whatsapp) in its three parts.
#pragma once

#include "adapters/adapter.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters::whatsapp {

// The items of a webhook body, in order. Errc::invalid_request if the body is no webhook at all.
// Items for another number than `phone_number_id` are Ignored.
[[nodiscard]] Result<std::vector<Item>> read_webhook(std::string_view body, std::string_view phone_number_id,
                                                     TimePoint now);

// An approved template whose body has one placeholder, for our words.
struct Template {
    std::string name, language;
};

// The JSON that sends a message. Errc::invalid_request where Meta would refuse it: labels are never cut to fit.
[[nodiscard]] Result<std::string> write_message(const Outbound& message, const Template& later);

// What Meta's answer to that means, and what its error codes mean wherever they come from.
[[nodiscard]] Sent read_answer(const HttpReply& reply);
[[nodiscard]] Verdict verdict_of_error(long long code);

// A business-scoped user id ("ID.13491208655302741918"), which users who hide their number are known by.
[[nodiscard]] bool is_user_id(std::string_view text);

}  // namespace sambung::adapters::whatsapp
