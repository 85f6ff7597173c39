// A decision in the filing transaction: what the units have to do just now, the rule set in force, and the record.
#pragma once

#include "cases/office.h"
#include "clerk.h"

#include <cstdint>
#include <memory>

namespace sambung::store {

// The office with the rule set that is active in the store. Belongs to the writer.
class OfficeInForce {
 public:
    explicit OfficeInForce(std::shared_ptr<const cases::Office> office)
        : as_given_(std::move(office)), current_(as_given_) {}

    // As given, if the store holds no rule set. One that does not fit the office's units leaves the one before in
    // force.
    [[nodiscard]] std::shared_ptr<const cases::Office> at(Sql& sql);

 private:
    std::shared_ptr<const cases::Office> as_given_;
    std::shared_ptr<const cases::Office> current_;
    std::int64_t tried_ = 0;
};

[[nodiscard]] cases::Decision decide(Clerk& clerk, const cases::Office& office, const cases::Report& report,
                                     Urgency urgency);
// Beside the case's own row.
void note_decision(Clerk& clerk, const cases::Office& office, std::int64_t case_id, const cases::Decision& decision);

}  // namespace sambung::store
