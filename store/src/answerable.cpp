#include "answerable.h"

#include "desk.h"

#include <array>
#include <optional>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::array<std::string_view, std::size(all_no_answers)> names{"unknown", "closed", "confidential", "stopped",
                                                                        "unreachable"};

bool wants_nothing(Sql& sql, PersonId person) {
    return sql.query("SELECT 1 FROM persons WHERE id = ? AND (opted_out IS NOT NULL OR contact = 'never')", person)
        .next();
}

// Nothing if there is none, or person or case do not open: staff see that in the checks of the record.
std::optional<std::string> address_of(Sql& sql, const Keys& keys, const CaseRow& row, PersonId person,
                                      const std::string& sealed) {
    try {
        static_cast<void>(case_key(keys, row));
        const std::optional<SecretKey> key = person_key(sql, keys, person);
        Result<std::string> address = key ? address_in(*key, row.ticket, sealed) : fail(Errc::not_found, "erased");
        if (address && !address->empty()) return *std::move(address);
    } catch (const BrokenSeal&) {
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name(NoAnswer why) { return names.at(static_cast<std::size_t>(why)); }

Answerable answerable(Sql& sql, const Keys& keys, const cases::Office& office, const CaseRow& row) {
    if (row.wrapped_key.empty() || !cases::is_open(row.status)) return std::unexpected(NoAnswer::closed);
    if (row.quiet || is_sensitive(office, row)) return std::unexpected(NoAnswer::confidential);
    Query found = sql.query("SELECT person, channel, language, address FROM cases WHERE id = ?", row.id);
    if (!found.next()) return std::unexpected(NoAnswer::unknown);
    if (found.null(3)) return std::unexpected(NoAnswer::unreachable);
    Applicant to{.ticket = row.ticket,
                 .person = found.person(0),
                 .channel = std::string{found.text(1)},
                 .address = {},
                 .language = language_from(found.text(2)).value_or(Language::id)};
    const std::string sealed{found.blob(3)};
    if (wants_nothing(sql, to.person)) return std::unexpected(NoAnswer::stopped);
    std::optional<std::string> address = address_of(sql, keys, row, to.person, sealed);
    if (!address) return std::unexpected(NoAnswer::unreachable);
    to.address = *std::move(address);
    return to;
}

Task<Result<std::vector<Answerable>>> answerable(Database& database, const Keys& keys,
                                                 std::shared_ptr<const cases::Office> office,
                                                 std::vector<Ticket> tickets) {
    return database.read(
        [&keys, office = std::move(office), tickets = std::move(tickets)](Sql& sql) -> Result<std::vector<Answerable>> {
            std::vector<Answerable> all;
            for (const Ticket& ticket : tickets) {
                const std::optional<CaseRow> row = case_by_ticket(sql, ticket);
                all.push_back(row ? answerable(sql, keys, *office, *row) : std::unexpected(NoAnswer::unknown));
            }
            return all;
        });
}

}  // namespace sambung::store
