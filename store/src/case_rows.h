// Rows of `cases`: making them, completing them, finding them. What a citizen said is sealed under the case's own key.
#pragma once

#include "cases/office.h"
#include "cases/report.h"
#include "clerk.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/urgency.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::store {

struct CaseRow {
    std::int64_t id = 0;
    Ticket ticket;
    cases::Status status = cases::Status::filed;
    Urgency urgency = Urgency::p3;
    std::string unit;
    TimePoint due{};
    std::string wrapped_key;  // empty once the case was erased
    cases::Kind kind = cases::Kind::person_in_need;
    std::string category;
    std::string area;
    bool restricted = false;
    bool quiet = false;  // nothing about it is sent to the citizen
    int task = 0;        // of the unit that was asked just now; 0: none was
};

// Which draft a case grew from: a report is the draft sent; a call-back was asked for while it was open.
enum class Origin { draft, asked_in };

struct NewCase {
    Origin origin = Origin::draft;
    DraftId draft;
    EventId event;  // tickets are drawn by it
    PersonId person;
    std::string channel;
    std::string address;
    Language language = Language::id;
    Urgency urgency = Urgency::p3;
    cases::Decision decision;
    TimePoint due{};
    std::optional<Key128> same = {};  // keyed hash of what was told; none for what may be told twice
};
[[nodiscard]] CaseRow insert_case(Clerk& clerk, const NewCase& about, const cases::Report& report);

// Fills in what the report knows; what it leaves empty stays. Urgency, status, ticket and owner stay.
void complete_case(Clerk& clerk, const CaseRow& row, const cases::Report& report, const Key128& same);

[[nodiscard]] std::optional<CaseRow> case_by_id(Sql& sql, std::int64_t id);
[[nodiscard]] std::optional<CaseRow> case_by_ticket(Sql& sql, const Ticket& ticket);  // for staff: whoever's it is
// Of a case that was not erased; throws BrokenSeal.
[[nodiscard]] SecretKey case_key(const Keys& keys, const CaseRow& row);
// A column that is sealed under the case key: place, story, nik, phone or intake; throws BrokenSeal.
[[nodiscard]] std::string open_column(const SecretKey& key, const Ticket& ticket, std::string_view column,
                                      std::string_view sealed);
[[nodiscard]] std::optional<CaseRow> case_asked_in(Sql& sql, const DraftId& draft);
// What a sealed column of a case is bound to.
[[nodiscard]] inline std::string place_of(const Ticket& ticket, std::string_view column) {
    return "cases." + std::string{column} + ':' + ticket.digits();
}
// The `address` column of a case, sealed under its person's key; nothing for an empty one.
[[nodiscard]] std::optional<std::string> seal_address(const SecretKey& key, const Ticket& ticket,
                                                      std::string_view address);
// It opened. Errc::not_found if that is not the key it was sealed under.
[[nodiscard]] Result<std::string> address_in(const SecretKey& key, const Ticket& ticket, std::string_view sealed);
// A sealed column of a case, opened; Errc::not_authentic.
[[nodiscard]] Result<std::string> open_field(const SecretKey& key, const Ticket& ticket, std::string_view column,
                                             std::string_view sealed);
// The newest that somebody still works on and that was not erased.
[[nodiscard]] std::optional<CaseRow> newest_open_case(Sql& sql, PersonId person);
// Nothing for an unknown ticket and for another person's; the work is the same, so the time tells nothing.
[[nodiscard]] std::optional<CaseRow> own_case(Sql& sql, PersonId person, const Ticket& ticket);

// The one place where a status changes; throws if the life-cycle has no such step.
void set_status(Clerk& clerk, const CaseRow& row, cases::Status status);
// Words that came later, sealed under the case key.
void add_note(Clerk& clerk, const CaseRow& row, const WishKey& wish, std::string_view words);

// "angka cek": the same for a draft and a ticket, however often it is told.
[[nodiscard]] std::string check_digits(const Keys& keys, const DraftId& draft, const Ticket& ticket);

// Throws SqlError: what the tables' own checks let through, these read.
[[nodiscard]] Ticket ticket_in(const Query& row, int column);
[[nodiscard]] cases::Status status_in(const Query& row, int column);

}  // namespace sambung::store
