#include "programmes.h"

#include "case_rows.h"
#include "cases/report.h"
#include "events.h"
#include "outbox.h"

#include <utility>

namespace sambung::store {

namespace {

struct Request {
    std::int64_t id = 0;
    Applicant applicant;
    std::string sealed_address;
};

// Urgent ones are not listed: whoever is in danger waits for no programme. Nor is anybody who must hear nothing.
std::vector<Request> requests_for(Sql& sql, const std::string& programme) {
    std::vector<Request> found;
    for (Query row = sql.query("SELECT id, ticket, status, person, channel, language, address FROM cases"
                               " WHERE category = ? AND kind = ? AND urgency >= 2 AND restricted = 0 AND quiet = 0"
                               "  AND key IS NOT NULL AND address IS NOT NULL ORDER BY id",
                               programme, cases::name(cases::Kind::help_request));
         row.next();) {
        if (!cases::is_open(status_in(row, 2))) continue;
        found.push_back({.id = row.integer(0),
                         .applicant = {.ticket = ticket_in(row, 1),
                                       .person = row.person(3),
                                       .channel = std::string{row.text(4)},
                                       .address = {},
                                       .language = language_from(row.text(5)).value_or(Language::id)},
                         .sealed_address = std::string{row.blob(6)}});
    }
    return found;
}

// Nothing if the person was erased.
std::optional<Applicant> reachable(Clerk& clerk, Request&& request) {
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, request.applicant.person);
    if (!key) return std::nullopt;
    request.applicant.address = address_in(*key, request.applicant.ticket, request.sealed_address);
    return std::move(request.applicant);
}

int tell(Clerk& clerk, const ProgrammeChange& change, const ProgrammeNews& news) {
    int told = 0;
    for (Request& request : requests_for(clerk.sql, change.now.code)) {
        const std::int64_t id = request.id;
        append_event(clerk, {.type = "case.programme_changed",
                             .actor = "system",
                             .case_id = id,
                             .meta = Meta{}.add("from", change.before).add("to", change.now.state).json()});
        const std::optional<Applicant> applicant = reachable(clerk, std::move(request));
        std::optional<NewOutbound> message = applicant ? news(change, *applicant) : std::nullopt;
        if (!message) continue;
        message->about = applicant->ticket;
        enqueue_outbound(clerk, {std::move(*message)});
        ++told;
    }
    return told;
}

}  // namespace

int note_programme(Clerk& clerk, const ProgrammeStanding& now, const ProgrammeNews& news) {
    std::string before;
    if (Query row = clerk.sql.query("SELECT state FROM programmes WHERE code = ?", now.code); row.next())
        before = row.text(0);
    if (before == now.state) return 0;
    clerk.sql.run(
        "INSERT INTO programmes (code, state, changed) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (code) DO UPDATE SET state = ?2, changed = ?3",
        now.code, now.state, clerk.now);
    if (before.empty()) return 0;
    return tell(clerk, {.now = now, .before = before, .at = clerk.now}, news);
}

}  // namespace sambung::store
