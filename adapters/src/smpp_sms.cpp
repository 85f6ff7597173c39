#include "adapters/smpp_sms.h"

#include "model/unicode.h"
#include "reading.h"
#include "sms_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr std::uint8_t international = 1;
constexpr std::uint8_t final_receipt = 1;  // registered_delivery
constexpr milliseconds on_its_way{2'000};
constexpr milliseconds doubt{600'000};

// The same for every try of one message.
std::uint16_t reference_of(std::string_view ref) {
    std::uint16_t reference = 0;
    const std::string_view digits = ref.substr(0, 4);
    std::from_chars(digits.data(), digits.data() + digits.size(), reference, 16);
    return reference;
}

std::string in_hex(std::uint64_t value) {
    char digits[16];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value, 16);
    return {std::begin(digits), written.ptr};
}

}  // namespace

std::string phone_of(const Address& address) {
    std::string digits = repaired_utf8(address.digits);
    if (address.ton == international && !digits.starts_with('+')) digits = "+" + digits;
    return phone_or_word(digits);
}

Result<std::vector<ShortMessage>> submits(const Outbound& message, const LinkSettings& link) {
    const auto sms = as_sms(message);
    if (!sms) return std::unexpected(sms.error());
    ShortMessage frame;
    frame.service_type = link.service_type;
    frame.source = link.from;
    frame.destination = {link.to_ton, link.to_npi, std::string{sms->to.msisdn()}};
    frame.registered_delivery = link.receipts == Receipts::none ? 0 : final_receipt;
    auto parts = split(frame, sms->text, link.coding, link.long_by, reference_of(message.ref));
    if (parts.empty()) return fail(Errc::invalid_request, "the text has more than 255 parts");
    return parts;
}

Result<Inbound> sms_from(const Address& source, const Address& destination, std::string text, std::string id,
                         TimePoint now) {
    if (!usable(source.digits)) return fail(Errc::invalid_request, "field 'source_addr' missing or unusable");
    Inbound message;
    message.provider_id = std::move(id);
    message.from = phone_of(source);
    message.to = repaired_utf8(destination.digits);
    message.text = std::move(text);
    message.sent_at = now;
    return message;
}

std::string Repeats::fresh_id() { return in_hex(static_cast<std::uint64_t>(seed_)) + "-" + in_hex(++count_); }

std::string Repeats::id_of(std::string_view content, TimePoint now) {
    const Fingerprint known_by = fingerprint(content);
    std::erase_if(recent_, [&](const Message& message) {
        if (message.doubted_until) return *message.doubted_until <= now;
        return message.answered && *message.answered + on_its_way < now;
    });
    const auto again = std::ranges::find_if(
        recent_, [&](const Message& message) { return message.doubted_until && message.content == known_by; });
    if (again != recent_.end()) {
        again->doubted_until.reset();
        again->answered.reset();
        return again->id;
    }
    if (recent_.size() >= most) recent_.pop_front();
    std::string id = fresh_id();
    recent_.push_back({known_by, id, std::nullopt, std::nullopt});
    return id;
}

void Repeats::answered(std::string_view id, TimePoint now) {
    for (Message& message : recent_)
        if (message.id == id) message.answered = now;
}

void Repeats::lost(TimePoint heard, TimePoint now) {
    std::erase_if(recent_, [&](const Message& message) {
        return !message.doubted_until && message.answered && *message.answered + on_its_way < heard;
    });
    for (Message& message : recent_)
        if (!message.doubted_until) message.doubted_until = now + doubt;
}

}  // namespace sambung::adapters::smpp
