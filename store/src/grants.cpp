#include "grants.h"

#include "case_rows.h"

#include <cstdint>
#include <limits>
#include <utility>

namespace sambung::store {

namespace {

std::string place_of(std::string_view wish) { return "grants.sealed:" + std::string{wish}; }

// One byte with the number of check digits, the digits, the session.
std::string encode(const Outcome& outcome) {
    std::string bytes;
    bytes += static_cast<char>(outcome.check_digits.size());
    return bytes + outcome.check_digits + outcome.resume;
}

void decode(std::string_view bytes, Outcome& into) {
    const std::size_t digits = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
    if (bytes.size() < 1 + digits) throw SqlError(SQLITE_MISMATCH, "a stored grant is cut short");
    into.check_digits = bytes.substr(1, digits);
    into.resume = bytes.substr(1 + digits);
}

Granted granted_in(const Query& row, int column) {
    using enum Granted;
    for (const Granted granted :
         {ok, duplicate, attached, limited, already_filed, dropped, asked_person, too_late, not_found})
        if (name(granted) == row.text(column)) return granted;
    throw SqlError(SQLITE_MISMATCH, "a stored grant has no known outcome");
}

// Columns: wish, person, granted, ticket, urgency, unit, due, sealed.
Outcome outcome_in(Sql& sql, const Keys& keys, const Query& row) {
    Outcome outcome{.granted = granted_in(row, 2),
                    .ticket = row.null(3) ? std::nullopt : std::optional{ticket_in(row, 3)},
                    .check_digits = {},
                    .urgency = static_cast<Urgency>(row.integer(4)),
                    .unit = std::string{row.text(5)},
                    .due = row.time(6),
                    .resume = {},
                    .repeated = true};
    const bool erased = row.blob(7).empty();
    const std::optional<SecretKey> key = erased ? std::nullopt : person_key(sql, keys, row.person(1));
    if (key) decode(open_sealed(*key, row.blob(7), place_of(row.blob(0))), outcome);
    return outcome;
}

}  // namespace

std::string_view name(Granted granted) {
    switch (granted) {
        case Granted::ok:
            return "ok";
        case Granted::duplicate:
            return "duplicate";
        case Granted::attached:
            return "attached";
        case Granted::limited:
            return "limited";
        case Granted::already_filed:
            return "already_filed";
        case Granted::dropped:
            return "dropped";
        case Granted::asked_person:
            return "asked_person";
        case Granted::too_late:
            return "too_late";
        case Granted::not_found:
            return "not_found";
    }
    std::unreachable();
}

void remember_grant(Clerk& clerk, const Grant& grant, const Outcome& outcome) {
    const std::string wish = grant.key.bytes();
    const std::string sealed = seal(clerk.person_key(grant.person), encode(outcome), place_of(wish));
    const std::optional<std::string_view> ticket =
        outcome.ticket ? std::optional<std::string_view>{outcome.ticket->digits()} : std::nullopt;
    clerk.sql.run(
        "INSERT INTO grants (wish, person, granted, ticket, urgency, unit, due, sealed, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Blob{wish}, grant.person, name(outcome.granted), ticket, static_cast<int>(outcome.urgency), outcome.unit,
        outcome.due, Blob{sealed}, clerk.now);
}

std::optional<Outcome> granted_before(Sql& sql, const Keys& keys, const WishKey& wish) {
    Query row = sql.query("SELECT wish, person, granted, ticket, urgency, unit, due, sealed FROM grants WHERE wish = ?",
                          Blob{wish.bytes()});
    if (!row.next()) return std::nullopt;
    return outcome_in(sql, keys, row);
}

std::optional<std::pair<WishKey, Outcome>> first_granted(Sql& sql, const Keys& keys, const EventId& event,
                                                         PersonId person) {
    const WishKey lowest{event, 0};
    const WishKey highest{event, std::numeric_limits<std::uint8_t>::max()};
    Query row = sql.query(
        "SELECT wish, person, granted, ticket, urgency, unit, due, sealed FROM grants"
        " WHERE wish BETWEEN ? AND ? AND person = ? ORDER BY wish LIMIT 1",
        Blob{lowest.bytes()}, Blob{highest.bytes()}, person);
    if (!row.next()) return std::nullopt;
    const WishKey wish{event, static_cast<std::uint8_t>(row.blob(0).back())};
    return std::pair{wish, outcome_in(sql, keys, row)};
}

}  // namespace sambung::store
