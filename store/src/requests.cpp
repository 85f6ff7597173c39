#include "store/requests.h"

#include "case_rows.h"
#include "sql.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += '|' + word;
    return out.empty() ? out : out + '|';
}

std::string joined(const std::vector<Ticket>& tickets) {
    std::vector<std::string> words;
    for (const Ticket& one : tickets) words.push_back(one.digits());
    return joined(words);
}

std::string_view name(Half half) {
    switch (half) {
        case Half::all:
            return "";
        case Half::open:
            return "open";
        case Half::closed:
            return "closed";
    }
    std::unreachable();
}

// An empty list, half or time is no condition.
constexpr std::string_view wanted_requests =
    "SELECT c.ticket, r.service, c.kind, c.category, c.area, c.unit, c.status, c.ending, c.restricted, c.filed,"
    " c.changed, c.due FROM requests r JOIN cases c ON c.draft = r.draft"
    " WHERE r.partner = ?1 AND c.filed >= ?2 AND c.filed < ?3"
    " AND (?4 = '' OR instr(?4, '|' || c.ticket || '|') > 0)"
    " AND (?5 = '' OR instr(?5, '|' || r.service || '|') > 0)"
    " AND (?6 = '' OR (?6 = 'closed') = (c.status IN ('closed', 'cancelled', 'merged')))"
    " AND (?7 IS NULL OR c.changed >= ?7) AND (?8 IS NULL OR c.changed < ?8)"
    " ORDER BY c.filed DESC, c.id DESC LIMIT ?9 OFFSET ?10";

Request request_in(const Query& row) {
    return {.ticket = ticket_in(row, 0),
            .service = std::string{row.text(1)},
            .kind = cases::kind_from(row.text(2)).value_or(cases::Kind::person_in_need),
            .category = std::string{row.text(3)},
            .area = std::string{row.text(4)},
            .unit = std::string{row.text(5)},
            .status = status_in(row, 6),
            .ending = cases::ending_from(row.text(7)),
            .restricted = row.integer(8) != 0,
            .filed = row.time(9),
            .changed = row.time(10),
            .due = row.time(11)};
}

std::optional<RequestIds> known(Sql& sql, const NewRequest& request, bool& same) {
    Query row = sql.query("SELECT event, draft, wanted FROM requests WHERE key = ?", *request.key);
    if (!row.next()) return std::nullopt;
    same = row.key(2) == request.wanted;
    return RequestIds{.event = EventId{row.key(0)}, .draft = DraftId{row.key(1)}};
}

Result<RequestIds> note(Sql& sql, const Keys& keys, const NewRequest& request, TimePoint now) {
    if (request.key) {
        sql.run("UPDATE requests SET key = NULL WHERE key = ? AND at <= ?", *request.key, now - request_memory);
        bool same = false;
        if (const std::optional<RequestIds> before = known(sql, request, same)) {
            if (!same) return fail(Errc::conflict, "the key came with another request");
            return *before;
        }
    }
    const RequestIds ids{.event = request.event, .draft = keys.draft(request.event)};
    sql.run("INSERT INTO requests (draft, event, partner, key, wanted, service, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ids.draft, ids.event, request.partner, request.key, request.wanted, request.service, now);
    return ids;
}

}  // namespace

Task<Result<RequestIds>> note_request(Database& database, const Keys& keys, NewRequest request, TimePoint now) {
    return database.write(Lane::filing, [&keys, request = std::move(request), now](Sql& sql) -> Result<RequestIds> {
        return note(sql, keys, request, now);
    });
}

Task<Result<std::vector<Request>>> requests_of(Database& database, RequestsWanted wanted) {
    return database.read([wanted = std::move(wanted)](Sql& sql) -> Result<std::vector<Request>> {
        std::vector<Request> out;
        for (Query row = sql.query(wanted_requests, wanted.partner, wanted.from, wanted.to, joined(wanted.tickets),
                                   joined(wanted.services), name(wanted.half), wanted.updated_from, wanted.updated_to,
                                   wanted.most, wanted.skip);
             row.next();)
            out.push_back(request_in(row));
        return out;
    });
}

}  // namespace sambung::store
