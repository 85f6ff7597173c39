// Twilio's call-backs: a message, or the state of one of ours, as fields of a form.
#include "answers.h"
#include "locations.h"
#include "model/unicode.h"
#include "reading.h"
#include "twilio.h"

#include <utility>

namespace sambung::adapters::twilio_parts {

namespace {

constexpr WordDelivery statuses[] = {
    {"accepted", Delivery::queued},    {"scheduled", Delivery::queued}, {"queued", Delivery::queued},
    {"sending", Delivery::queued},     {"sent", Delivery::sent},        {"delivered", Delivery::delivered},
    {"undelivered", Delivery::failed}, {"failed", Delivery::failed},    {"canceled", Delivery::failed},
    {"read", Delivery::read},
};

// "whatsapp:+62…", "whatsapp:ID.…" for who hides their number, "+62…", a short code or a sender's name.
std::string person(std::string_view address) {
    if (const auto colon = address.find(':'); colon != std::string_view::npos) address.remove_prefix(colon + 1);
    return phone_or_word(address);
}

void read_media(const Form& form, Inbound& message) {
    constexpr long long most = 10;
    const auto count = integer(value(form, "NumMedia")).value_or(0);
    for (long long i = 0; i < count && i < most; ++i) {
        const std::string which = std::to_string(i);
        const std::string_view url = value(form, "MediaUrl" + which);
        if (usable(url))
            message.media.push_back(
                {std::string{url}, usable_or_empty(value(form, "MediaContentType" + which)), {}, false});
    }
}

Result<Item> read_status(const Form& form) {
    if (auto there = require(form, {"MessageSid", "MessageStatus"}); !there)
        return std::unexpected(std::move(there.error()));
    const auto delivery = delivery_of(statuses, value(form, "MessageStatus"));
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{usable_or_empty(value(form, "ref")), std::string{value(form, "MessageSid")}, *delivery,
                        *delivery == Delivery::failed ? harmless(value(form, "ErrorCode")) : std::string{}};
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"MessageSid", "From"}); !there) return std::unexpected(std::move(there.error()));
    Inbound message;
    message.provider_id = value(form, "MessageSid");
    message.from = person(value(form, "From"));
    if (message.from.empty()) return fail(Errc::invalid_request, "field 'From' missing or unusable");
    message.to = repaired_utf8(person(value(form, "To")));
    message.text = repaired_utf8(value(form, "Body"));
    message.option_id = usable_or_empty(value(form, "ButtonPayload"));
    message.reply_to = usable_or_empty(value(form, "OriginalRepliedMessageSid"));
    message.sent_at = now;  // theirs is not told
    message.location = location_of(value(form, "Latitude"), value(form, "Longitude"));
    read_media(form, message);
    return message;
}

}  // namespace

Result<Item> read(const Form& form, Hook hook, TimePoint now) {
    const bool of_ours = hook == Hook::status || field(form, "MessageStatus");
    return of_ours ? read_status(form) : read_message(form, now);
}

}  // namespace sambung::adapters::twilio_parts
