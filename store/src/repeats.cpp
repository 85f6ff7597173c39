#include "repeats.h"

#include "drafts.h"
#include "events.h"
#include "helpers.h"
#include "wishes.h"

namespace sambung::store {

namespace {

constexpr std::chrono::hours a_day{24};

// What the person filed within a day.
struct Recent {
    int cases = 0;
    std::optional<std::int64_t> same;  // the newest that told the same
};

Recent recent_of(const Clerk& clerk, PersonId person, const Key128& same) {
    Recent recent;
    for (Query row = clerk.sql.query("SELECT same_hash, id FROM cases WHERE person = ? AND filed > ? AND same_hash IS "
                                     "NOT NULL ORDER BY filed DESC, id DESC",
                                     person, clerk.now - a_day);
         row.next();) {
        ++recent.cases;
        if (!recent.same && row.key(0) == same) recent.same = row.integer(1);
    }
    return recent;
}

// Urgent and told before: the words go to the case of before, whose duty is rung again.
Outcome attach(Clerk& clerk, const cases::Office& office, const Grant& grant, const File& wish, const CaseRow& row,
               Urgency urgency) {
    const std::string& words = wish.report.story.empty() ? wish.report.place : wish.report.story;
    if (!words.empty()) add_note(clerk, row, grant.key, words);
    set_draft(clerk, wish.draft, grant.person, "filed", row.id);
    const bool more_urgent = urgency == Urgency::p0 && row.urgency != Urgency::p0;
    Outcome outcome = more_urgent ? raise({clerk, office, grant.herald}, grant.key.event, row)
                                  : granted_about(row, Granted::attached);
    outcome.granted = Granted::attached;
    return outcome;
}

}  // namespace

std::optional<Outcome> hold_back(Clerk& clerk, const cases::Office& office, const Grant& grant, const File& wish,
                                 const Subject& subject) {
    const Recent recent = recent_of(clerk, grant.person, *subject.same);
    if (recent.same && !wish.again) {
        const CaseRow row = existing(clerk.sql, *recent.same);
        if (cases::is_open(row.status) && !row.wrapped_key.empty()) {
            append_event(clerk, {"case.told_again", "citizen", row.id});
            clerk.note_contact(grant.person, wish.report.contact);
            if (rings(subject.urgency)) return attach(clerk, office, grant, wish, row, subject.urgency);
            return granted_about(row, Granted::duplicate);
        }
    }
    if (rings(subject.urgency) || recent.cases < wish.cases_per_day) return std::nullopt;
    if (is_helper(clerk.sql, grant.person, clerk.now)) return std::nullopt;
    append_event(clerk, {"report.limited", "citizen", std::nullopt});
    clerk.note_contact(grant.person, wish.report.contact);
    return granted_without_case(Granted::limited);
}

}  // namespace sambung::store
