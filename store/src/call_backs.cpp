// Citizens who want a person: one call-back a draft, with all that was told until then.
#include "consents.h"
#include "events.h"
#include "opening.h"
#include "wishes.h"

namespace sambung::store {

namespace {

// What the form knew when it came to a person. It stays a call-back; what was ticked still decides who may read it and
// how soon.
cases::Report call_back_of(const HandOver& wish, const Grant& grant) {
    cases::Report report = wish.about;
    report.kind = cases::Kind::call_back;
    report.story = wish.words;
    report.danger = false;
    if (report.phone.empty() && grant.address.starts_with('+')) report.phone = grant.address;
    return report;
}

// A conversation may turn secret after a person was asked for.
void note_secrecy(const Desk& desk, const Grant& grant, const CaseRow& row, const cases::Report& report) {
    Clerk& clerk = desk.clerk;
    clerk.note_contact(grant.person, report.contact);
    if (!report.restricted && !report.quiet) return;
    clerk.sql.run("UPDATE cases SET restricted = max(restricted, ?2), quiet = max(quiet, ?3) WHERE id = ?1", row.id,
                  report.restricted, report.quiet);
    if (report.restricted && !row.restricted && cases::is_open(row.status)) (void)confide(desk, grant.key.event, row);
}

// SETUJU: what the office had asked for about the case that the person waits for. Whoever calls back reads it there.
void note_consent(Clerk& clerk, const Grant& grant) {
    const std::optional<CaseRow> row = newest_open_case(clerk.sql, grant.person);
    if (!row || row->restricted) return;
    const Consent given{.who = GivenBy::reporter,
                        .basis = cases::Basis::consent,
                        .scope = "sharing",
                        .text_version = "setuju",
                        .evidence = grant.key.event};
    if (keep_consent(clerk, row->id, given))
        append_event(clerk, {"consent.given", "citizen", row->id,
                             Meta{}.add("basis", "consent").add("scope", "sharing").json()});
}

}  // namespace

// One call-back a draft: asking again adds the words to it.
Outcome fulfil(Clerk& clerk, const cases::Office& office, const Grant& grant, const HandOver& wish) {
    if (wish.reason == "consent") note_consent(clerk, grant);
    if (const std::optional<CaseRow> asked = case_asked_in(clerk.sql, wish.draft)) {
        const bool readable = !asked->wrapped_key.empty();
        if (readable && !wish.words.empty()) add_note(clerk, *asked, grant.key, wish.words);
        if (readable) note_secrecy({clerk, office, grant.herald}, grant, *asked, wish.about);
        append_event(clerk, {"case.call_back_asked", "citizen", asked->id, Meta{}.add("reason", wish.reason).json()});
        return granted_about(*asked, Granted::ok);
    }
    const cases::Report report = call_back_of(wish, grant);
    const Subject subject{Origin::asked_in, wish.draft, wish.language, office.urgency_of(report, grant.now),
                          "case.filed"};
    const CaseRow row = open_case(clerk, office, grant, subject, report);
    append_event(clerk, {"case.call_back_asked", "citizen", row.id, Meta{}.add("reason", wish.reason).json()});
    return granted_about(row, Granted::ok, check_digits(clerk.keys, wish.draft, row.ticket));
}

}  // namespace sambung::store
