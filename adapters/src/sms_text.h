// What every SMS adapter asks of a message before it builds a call.
#pragma once

#include "model/error.h"
#include "model/message.h"
#include "model/phone.h"

namespace sambung::adapters {

struct SmsMessage {
    Phone to;
    std::string text;  // UTF-8, not empty
};

// Errc::invalid_request if there is no text, if it has buttons or a list, or if `to` is no phone number.
[[nodiscard]] Result<SmsMessage> as_sms(const Outbound& message);

// "0812…" of an Indonesian number, E.164 of others.
[[nodiscard]] std::string locally_written(const Phone& phone);

}  // namespace sambung::adapters
