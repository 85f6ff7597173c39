// A decision in the filing transaction: what the units have to do just now, the rule set in force, and the record.
#pragma once

#include "case_rows.h"
#include "cases/office.h"
#include "clerk.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace sambung::store {

// The office with the rule set that is active in the store. Belongs to the writer.
class OfficeInForce {
 public:
    explicit OfficeInForce(std::shared_ptr<const cases::Office> office)
        : as_given_(std::move(office)), current_(as_given_), next_(as_given_) {}

    // Another office from the next look on. Any thread.
    void give(std::shared_ptr<const cases::Office> office);

    // As given, if the store holds no rule set. One that does not fit the office's units, or with which they would have
    // a finding that they do not have as given, leaves the one before in force.
    [[nodiscard]] std::shared_ptr<const cases::Office> at(Sql& sql);
    // The rule set that is active and does not fit, so that another one decides; 0: none; -1: nobody looked
    // yet. Any thread.
    [[nodiscard]] std::int64_t unfit() const { return unfit_; }

 private:
    void take_what_was_given();

    std::shared_ptr<const cases::Office> as_given_;
    std::shared_ptr<const cases::Office> current_;
    std::int64_t tried_ = -1;  // the rule set that was looked at last; -1: none yet
    std::mutex mutex_;
    std::shared_ptr<const cases::Office> next_;  // under the mutex
    std::atomic<std::int64_t> unfit_ = -1;
};

[[nodiscard]] cases::Decision decide(Clerk& clerk, const cases::Office& office, const cases::Report& report,
                                     Urgency urgency);
// Beside the case's own row.
void note_decision(Clerk& clerk, const cases::Office& office, std::int64_t case_id, const cases::Decision& decision);

// The case goes to another unit, and no table decided it: somebody moved it, or its unit did not take it.
struct Reassignment {
    std::string_view unit;
    std::string_view why;     // one Indonesian sentence
    std::string_view by;      // a staff account; "system" where the next one has it since a unit did not take it
    std::string_view reason;  // a word, never free text
};
// A decision beside the one that no longer holds, which no dry run reads; the case's row says unit and why.
void reassign(Clerk& clerk, CaseRow& row, const Reassignment& to);

}  // namespace sambung::store
