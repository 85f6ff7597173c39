#include "sms_text.h"

#include "model/unicode.h"

#include <utility>

namespace sambung::adapters {

Result<SmsMessage> as_sms(const Outbound& message) {
    auto to = Phone::parse(message.to);
    if (!to) return fail(Errc::invalid_request, "the recipient is not a phone number");
    if (message.content.text.empty()) return fail(Errc::invalid_request, "the text is empty");
    if (!message.content.buttons.empty() || !message.content.rows.empty())
        return fail(Errc::invalid_request, "an SMS carries neither buttons nor lists");
    return SmsMessage{*std::move(to), repaired_utf8(message.content.text)};
}

std::string locally_written(const Phone& phone) {
    const std::string_view digits = phone.msisdn();
    return digits.starts_with("62") ? "0" + std::string{digits.substr(2)} : phone.e164();
}

}  // namespace sambung::adapters
