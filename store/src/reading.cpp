#include "store/reading.h"

#include "case_rows.h"
#include "events.h"

#include <array>
#include <utility>

namespace sambung::store {

namespace {

struct Field {
    SealedField field;
    std::string_view name;
    std::string_view query;  // its column, and whose case it is
};
constexpr std::array<Field, 5> fields{
    {{SealedField::story, "story", "SELECT story, person FROM cases WHERE id = ?"},
     {SealedField::place, "place", "SELECT place, person FROM cases WHERE id = ?"},
     {SealedField::nik, "nik", "SELECT nik, person FROM cases WHERE id = ?"},
     {SealedField::phone, "phone", "SELECT phone, person FROM cases WHERE id = ?"},
     {SealedField::address, "address", "SELECT address, person FROM cases WHERE id = ?"}}};

const Field& about(SealedField field) { return fields.at(static_cast<std::size_t>(field)); }

bool read_lately(Clerk& clerk, std::int64_t case_id, std::string_view account) {
    return clerk.sql
        .query("SELECT 1 FROM events WHERE case_id = ? AND type = 'case.read' AND actor = ? AND at > ?", case_id,
               account, clerk.now - one_reading)
        .next();
}

// Where the citizen can be reached is sealed under the person's key, all else under the case's.
Result<std::string> opened(Clerk& clerk, const CaseRow& row, SealedField field) {
    Query found = clerk.sql.query(about(field).query, row.id);
    if (!found.next()) return fail(Errc::not_found, "no such case");
    if (found.null(0)) return std::string{};
    if (field != SealedField::address)
        return open_field(case_key(clerk.keys, row), row.ticket, about(field).name, found.blob(0));
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, found.person(1));
    if (!key) return fail(Errc::not_found, "the person was erased");
    return open_field(*key, row.ticket, "address", found.blob(0));
}

}  // namespace

std::string_view name(SealedField field) { return about(field).name; }

Task<Result<>> note_read(Database& database, const Keys& keys, Ticket ticket, std::string account, TimePoint now) {
    return database.write(Lane::ordinary,
                          [&keys, ticket = std::move(ticket), account = std::move(account), now](Sql& sql) -> Result<> {
                              Clerk clerk(sql, keys, now);
                              const std::optional<CaseRow> row = case_by_ticket(sql, ticket);
                              if (!row) return fail(Errc::not_found, "no such case");
                              if (!read_lately(clerk, row->id, account))
                                  append_event(clerk, {"case.read", account, row->id});
                              return {};
                          });
}

Task<Result<std::string>> unmask(Database& database, const Keys& keys, Ticket ticket, SealedField field,
                                 std::string account, std::string reason, TimePoint now) {
    return database.write(Lane::ordinary,
                          [&keys, ticket = std::move(ticket), field, account = std::move(account),
                           reason = std::move(reason), now](Sql& sql) -> Result<std::string> {
                              if (account.empty() || reason.empty())
                                  return fail(Errc::invalid_request, "a field is opened by an account, for a reason");
                              Clerk clerk(sql, keys, now);
                              const std::optional<CaseRow> row = case_by_ticket(sql, ticket);
                              if (!row || row->wrapped_key.empty())
                                  return fail(Errc::not_found, "no such case, or it was erased");
                              Result<std::string> words = opened(clerk, *row, field);
                              if (words)
                                  append_event(clerk, {"case.unmasked", account, row->id,
                                                       Meta{}.add("field", name(field)).json(), reason});
                              return words;
                          });
}

}  // namespace sambung::store
