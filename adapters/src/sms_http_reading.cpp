// The calls of a provider whose names of fields are settings.
#include "answers.h"
#include "digests.h"
#include "flat_fields.h"
#include "kinds.h"
#include "model/unicode.h"
#include "reading.h"
#include "setting_lists.h"
#include "sms_http.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::sms_over_http {

namespace {

std::string id_of_contents(const Form& form, const Reading& reading) {
    return id_of(
        {value(form, reading.from), value(form, reading.to), value(form, reading.time), value(form, reading.text)});
}

Result<Item> read_message(const Form& form, const Reading& reading, TimePoint now) {
    if (auto there = require(form, {reading.id.empty() ? reading.time : reading.id, reading.from}); !there)
        return std::unexpected(std::move(there.error()));
    Inbound message;
    message.provider_id = reading.id.empty() ? id_of_contents(form, reading) : std::string{value(form, reading.id)};
    message.from = phone_or_word(value(form, reading.from));
    message.to = repaired_utf8(value(form, reading.to));
    message.text = repaired_utf8(value(form, reading.text));
    message.sent_at = judged(any_time(value(form, reading.time)), now);
    return message;
}

std::optional<Delivery> delivery_in(const Reading& reading, std::string_view state) {
    if (reading.report_words.empty()) return delivery_of_receipt(state);
    const auto row = std::ranges::find(reading.report_words, state, &std::pair<std::string, Delivery>::first);
    return row == reading.report_words.end() ? std::nullopt : std::optional{row->second};
}

Result<Item> read_report(const Form& form, const Reading& reading) {
    const std::string_view id = value(form, reading.report_id);
    const std::string_view ref = value(form, reading.report_ref);
    if (!usable(id) && !usable(ref))
        return fail(Errc::invalid_request,
                    "field '" + reading.report_id + "' or '" + reading.report_ref + "' required");
    if (auto there = require(form, {reading.report_status}); !there) return std::unexpected(std::move(there.error()));
    const auto delivery = delivery_in(reading, value(form, reading.report_status));
    if (!delivery) return Ignored{"a delivery status that 'report_words' does not list"};
    return StatusUpdate{usable_or_empty(ref), usable_or_empty(id), *delivery,
                        *delivery == Delivery::failed ? harmless(value(form, reading.report_reason)) : std::string{}};
}

}  // namespace

Result<Reading> reading_of(const ChannelSettings& settings) {
    Reading reading{.id = word_in(settings, "in_id", "id"),
                    .from = word_in(settings, "in_from", "from"),
                    .to = word_in(settings, "in_to", "to"),
                    .text = word_in(settings, "in_text", "text"),
                    .time = word_in(settings, "in_time", "date"),
                    .report_id = word_in(settings, "report_id", "id"),
                    .report_ref = word_in(settings, "report_ref", "ref"),
                    .report_status = word_in(settings, "report_status", "status"),
                    .report_reason = word_in(settings, "report_reason", "error"),
                    .report_words = {},
                    .acknowledgement = std::string{settings.value("answer")}};
    if (reading.id == "none") reading.id.clear();
    const auto pairs = pairs_in(settings, "report_words");
    if (!pairs) return std::unexpected(pairs.error());
    for (const auto& [state, name] : *pairs) {
        const auto delivery = delivery_from(name);
        if (!delivery) return fail(Errc::misconfigured, "key 'report_words': queued, sent, delivered, read or failed");
        reading.report_words.emplace_back(state, *delivery);
    }
    return reading;
}

Result<Received> read_call(const HttpRequest& request, Hook hook, const Reading& reading, TimePoint now) {
    const Form form = all_fields(request);
    return received(hook == Hook::status ? read_report(form, reading) : read_message(form, reading, now),
                    HttpReply{200, "text/plain", reading.acknowledgement, {}});
}

}  // namespace sambung::adapters::sms_over_http
