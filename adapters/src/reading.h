// What every reader of a provider's request needs: its fields, and values made safe to keep.
#pragma once

#include "model/error.h"
#include "model/http.h"
#include "model/time.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::adapters {

// The fields of the query and, behind them, of a form body: gateways are set up either way.
[[nodiscard]] Form fields_of(const HttpRequest& request);
// The field; empty if absent.
[[nodiscard]] std::string_view value(const Form& form, std::string_view name);

// A provider's id or word that may be kept, logged and sent back: 1 to longest_provider_id bytes of UTF-8 without
// control characters.
[[nodiscard]] bool usable(std::string_view id);

[[nodiscard]] std::string usable_or_empty(std::string_view id);

// Errc::invalid_request naming the first of these fields that is not usable.
[[nodiscard]] Result<> require(const Form& form, std::initializer_list<std::string_view> names);

// A sender or receiver: E.164 if it is a phone number, else the word as it stands (short code, sender's name).
[[nodiscard]] std::string phone_or_word(std::string_view text);

// The same from a provider that writes every number with its country code, but without the plus.
[[nodiscard]] std::string abroad_or_word(std::string_view text);

// A provider's code for the log: the text if it is one short word that cannot be anybody's number, else empty.
[[nodiscard]] std::string harmless(std::string_view code);

[[nodiscard]] std::optional<long long> integer(std::string_view digits);  // the whole text, decimal

[[nodiscard]] std::optional<TimePoint> epoch_seconds(std::string_view text);
// "2026-01-01T06:04:45Z", with a space for the T, fractions, "+07:00", "+0700"; UTC where it names no zone.
[[nodiscard]] std::optional<TimePoint> iso_time(std::string_view text);
// Any of these: seconds or milliseconds since the epoch, or iso_time.
[[nodiscard]] std::optional<TimePoint> any_time(std::string_view text);
// The provider's time if it can be true, else `now`: some send local time as UTC, and a report from the future or from
// long ago would upset every clock. Late is true for days, as Meta repeats a webhook for a week.
[[nodiscard]] TimePoint judged(std::optional<TimePoint> sent_at, TimePoint now);

}  // namespace sambung::adapters
