#include "desk.h"

#include "outbox.h"

#include <vector>

namespace sambung::store {

void Desk::say(const Tiding& tiding) const {
    if (herald) enqueue_outbound(clerk, herald(tiding));
}

void Desk::say_again(const Tiding& tiding, std::int64_t case_id) const {
    if (!herald) return;
    std::vector<NewOutbound> messages = herald(tiding);
    std::erase_if(messages, [&](const NewOutbound& one) {
        return clerk.sql
            .query(
                "SELECT 1 FROM outbox WHERE about = ? AND state = 'queued' AND channel = ? AND person = ? AND queued "
                "<= ?",
                case_id, one.channel, one.person, clerk.now)
            .next();
    });
    enqueue_outbound(clerk, messages);
}

bool is_sensitive(const cases::Office& office, const CaseRow& row) {
    cases::Report report;
    report.kind = row.kind;
    report.category = row.category;
    report.restricted = row.restricted;
    return office.is_sensitive(report);
}

cases::Confidence confidence_of(const cases::Office& office, const CaseRow& row) {
    cases::Report report;
    report.kind = row.kind;
    report.category = row.category;
    report.restricted = row.restricted;
    return cases::confidence_of(report, row.urgency, office);
}

}  // namespace sambung::store
