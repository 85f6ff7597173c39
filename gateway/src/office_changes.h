// What another version of a document would change, a line each, for whoever approves it: numbers and mail masked.
#pragma once

#include "cases/office.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// "new unit paud (PAUD Beji)", "gone unit disdik (Disdik)", "unit trc: duty sms 0812****0011 -> sms 0812****0099".
[[nodiscard]] std::vector<std::string> unit_changes(const std::vector<cases::Unit>& before,
                                                    const std::vector<cases::Unit>& after);
// Of two texts, those lines that only one has, without notices: "+ senin: 08.00-16.00", "- senin: 07.30-16.00".
[[nodiscard]] std::vector<std::string> line_changes(std::string_view before, std::string_view after);
// Codes of units that are no more.
[[nodiscard]] std::vector<std::string> units_gone(const std::vector<cases::Unit>& before,
                                                  const std::vector<cases::Unit>& after);

// "0812****0011", "p***@trc.example"; the name of an endpoint as it is.
[[nodiscard]] std::string masked_duty(std::string_view address);

}  // namespace sambung::gateway
