#include "programmes.h"

#include "case_rows.h"
#include "cases/report.h"
#include "events.h"
#include "outbox.h"

#include <utility>
#include <vector>

namespace sambung::store {

namespace {

struct Request {
    std::int64_t id = 0;
    bool concerned = false;  // still open, and by somebody who may be told
    Applicant applicant;
    std::string sealed_address;
};

// Urgent ones are passed over: whoever is in danger waits for no programme. So is everybody who must hear nothing.
std::vector<Request> requests_after(Sql& sql, const std::string& programme, std::int64_t last, int most) {
    std::vector<Request> found;
    for (Query row = sql.query("SELECT id, ticket, status, person, channel, language, address, urgency >= 2 AND "
                               "restricted = 0 AND quiet = 0"
                               "  AND key IS NOT NULL AND address IS NOT NULL"
                               " FROM cases WHERE kind = 'bantuan' AND category = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                               programme, last, most);
         row.next();)
        found.push_back({.id = row.integer(0),
                         .concerned = row.integer(7) != 0 && cases::is_open(status_in(row, 2)),
                         .applicant = {.ticket = ticket_in(row, 1),
                                       .person = row.person(3),
                                       .channel = std::string{row.text(4)},
                                       .address = {},
                                       .language = language_from(row.text(5)).value_or(Language::id)},
                         .sealed_address = row.null(6) ? std::string{} : std::string{row.blob(6)}});
    return found;
}

// Nothing if the person was erased, be it that they came back since: the old address went with the old key.
std::optional<Applicant> reachable(Clerk& clerk, Request&& request) {
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, request.applicant.person);
    if (!key) return std::nullopt;
    Result<std::string> address = address_in(*key, request.applicant.ticket, request.sealed_address);
    if (!address) return std::nullopt;
    request.applicant.address = std::move(*address);
    return std::move(request.applicant);
}

void tell(Clerk& clerk, const ProgrammeChange& change, Request&& request, const ProgrammeNews& news) {
    append_event(clerk, {.type = "case.programme_changed",
                         .actor = "system",
                         .case_id = request.id,
                         .meta = Meta{}.add("to", change.now.state).json()});
    const std::optional<Applicant> applicant = reachable(clerk, std::move(request));
    std::optional<NewOutbound> message = applicant ? news(change, *applicant) : std::nullopt;
    if (!message) return;
    message->about = applicant->ticket;
    enqueue_outbound(clerk, {std::move(*message)});
}

struct Waiting {
    ProgrammeChange change;
    std::int64_t told_to = 0;
};

std::optional<Waiting> longest_waiting(Clerk& clerk, milliseconds grace) {
    Query row = clerk.sql.query(
        "SELECT code, state, changed, told_to FROM programmes WHERE told <> state AND changed <= ? ORDER BY changed, "
        "code"
        " LIMIT 1",
        clerk.now - grace);
    if (!row.next()) return std::nullopt;
    return Waiting{
        .change = {.now = {.code = std::string{row.text(0)}, .state = std::string{row.text(1)}}, .at = row.time(2)},
        .told_to = row.integer(3)};
}

}  // namespace

void note_programme(Clerk& clerk, const ProgrammeStanding& now) {
    clerk.sql.run(
        "INSERT INTO programmes (code, state, changed, told) VALUES (?1, ?2, ?3, ?2) ON CONFLICT (code) DO UPDATE"
        " SET state = ?2, changed = ?3, told = CASE WHEN told_to > 0 THEN '' ELSE told END, told_to = 0"
        " WHERE state <> ?2",
        now.code, now.state, clerk.now);
}

int tell_of_programme(Clerk& clerk, milliseconds grace, int most, const ProgrammeNews& news) {
    const std::optional<Waiting> waiting = longest_waiting(clerk, grace);
    if (!waiting) return 0;
    const ProgrammeChange& change = waiting->change;
    std::vector<Request> requests = requests_after(clerk.sql, change.now.code, waiting->told_to, most);
    const auto count = static_cast<int>(requests.size());
    const std::int64_t last = requests.empty() ? waiting->told_to : requests.back().id;
    for (Request& request : requests)
        if (request.concerned) tell(clerk, change, std::move(request), news);
    if (count < most)
        clerk.sql.run("UPDATE programmes SET told = state, told_to = 0 WHERE code = ?", change.now.code);
    else
        clerk.sql.run("UPDATE programmes SET told_to = ? WHERE code = ?", last, change.now.code);
    return count;
}

}  // namespace sambung::store
