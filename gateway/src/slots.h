// What the slots of a flow mean to the office. A few have a meaning of their own (docs/flows.md); every other is the
// answer to a question of that service, and goes into the report's intake under its name.
#pragma once

#include "cases/report.h"
#include "dialogs/dialog.h"

#include <map>
#include <string>
#include <string_view>

namespace sambung::gateway {

using Slots = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] std::string slot(const Slots& slots, std::string_view name);  // empty if it was not answered
[[nodiscard]] bool says_yes(const Slots& slots, std::string_view name);

// "Bicara rahasia": slot `restricted`, or the category of that name.
[[nodiscard]] bool is_restricted(const Slots& slots);
// Nothing about it may be sent to this phone: it is restricted and nobody allowed an SMS, or no contact is wanted.
[[nodiscard]] bool is_quiet(const Slots& slots);

// `address` is the sender's: the number to call back unless slot `phone` names another. A number that cannot be read,
// and a `contact` that is none of the three, stay in the intake in the citizen's words.
[[nodiscard]] cases::Report report_from(const dialogs::Wish& wish, std::string_view address, ChannelKind channel);

// What a report has to say to an earlier one that it is news of: its words, another number to call than `address`, and
// what its service asked. Not the NIK, which is no note's business.
[[nodiscard]] std::string words_of_news(const cases::Report& report, std::string_view address);

}  // namespace sambung::gateway
