// What may stand as an address in units.yaml, and on which channel.
#pragma once

#include "cases/office.h"
#include "config.h"
#include "dialogs/strict_yaml.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

enum class DutyForm { phone, mail, endpoint };

// A phone as E.164; a mail address "piket@trc.example"; the name of a webhook's endpoint "baznas-depok", small letters,
// digits and hyphens. Nothing if it is none of them.
struct DutyPlace {
    DutyForm form = DutyForm::phone;
    std::string address;
};
[[nodiscard]] std::optional<DutyPlace> duty_place(std::string_view text);

// What can be seen only with both files in hand, at units.yaml or the configuration: E262 an address that is not of its
// channel's kind, E263 a partner whose unit is not there. Channels that are not configured are passed over, as for all
// units.
[[nodiscard]] dialogs::Findings duty_findings(const Config& config, const cases::Office& office);

// Of the unit, and of each of its shifts.
[[nodiscard]] std::vector<cases::DutyAddress> all_duty(const cases::Unit& unit);

}  // namespace sambung::gateway
