#include "consents.h"

#include "events.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::array<std::pair<GivenBy, std::string_view>, 4> givers{{{GivenBy::reporter, "reporter"},
                                                                      {GivenBy::subject, "subject"},
                                                                      {GivenBy::guardian, "guardian"},
                                                                      {GivenBy::office, "office"}}};

// Columns: id, who, basis, scope, text_version, evidence, given, withdrawn.
Consent consent_in(const Query& row) {
    return {.id = row.integer(0),
            .who = std::ranges::find(givers, row.text(1), &decltype(givers)::value_type::second)->first,
            .basis = cases::basis_from(row.text(2)).value(),
            .scope = std::string{row.text(3)},
            .text_version = std::string{row.text(4)},
            .evidence = EventId{row.key(5)},
            .given = row.time(6),
            .withdrawn = row.null(7) ? std::nullopt : std::optional{row.time(7)}};
}

std::string meta_of(std::string_view basis, std::string_view scope) {
    return Meta{}.add("basis", basis).add("scope", scope).json();
}

}  // namespace

std::string_view name(GivenBy by) {
    return std::ranges::find(givers, by, &decltype(givers)::value_type::first)->second;
}

bool keep_consent(Clerk& clerk, std::int64_t case_id, const Consent& consent) {
    return clerk.sql.run(
               "INSERT INTO consents (case_id, who, basis, scope, text_version, evidence, given)"
               " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
               case_id, name(consent.who), cases::name(consent.basis), consent.scope, consent.text_version,
               consent.evidence, clerk.now) > 0;
}

void note_grounds(Clerk& clerk, std::int64_t case_id, const cases::Report& report, Urgency urgency,
                  const EventId& event) {
    for (const cases::Ground& ground : cases::grounds_of(report, urgency))
        keep_consent(clerk, case_id,
                     {.who = ground.basis == cases::Basis::consent ? GivenBy::reporter : GivenBy::office,
                      .basis = ground.basis,
                      .scope = std::string{ground.scope},
                      .text_version = std::string{ground.text},
                      .evidence = event});
}

Task<Result<std::vector<Consent>>> consents_of(Database& database, Ticket ticket) {
    return database.read([ticket = std::move(ticket)](Sql& sql) -> Result<std::vector<Consent>> {
        std::vector<Consent> all;
        for (Query row =
                 sql.query("SELECT id, who, basis, scope, text_version, evidence, given, withdrawn FROM consents"
                           " WHERE case_id = (SELECT id FROM cases WHERE ticket = ?) ORDER BY id",
                           ticket.digits());
             row.next();)
            all.push_back(consent_in(row));
        return all;
    });
}

Task<Result<>> add_consent(Database& database, const Keys& keys, Ticket ticket, Consent consent, std::string actor,
                           TimePoint now) {
    return database.write(Lane::ordinary,
                          [&keys, ticket = std::move(ticket), consent = std::move(consent), actor = std::move(actor),
                           now](Sql& sql) -> Result<> {
                              Clerk clerk(sql, keys, now);
                              const std::optional<CaseRow> row = case_by_ticket(sql, ticket);
                              if (!row) return fail(Errc::not_found, "no such case");
                              if (keep_consent(clerk, row->id, consent))
                                  append_event(clerk, {"consent.given", actor, row->id,
                                                       meta_of(cases::name(consent.basis), consent.scope)});
                              return {};
                          });
}

Task<Result<>> withdraw_consent(Database& database, const Keys& keys, std::int64_t id, std::string actor,
                                TimePoint now) {
    return database.write(Lane::ordinary, [&keys, id, actor = std::move(actor), now](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        Query row = sql.query("SELECT case_id, basis, scope FROM consents WHERE id = ? AND withdrawn IS NULL", id);
        if (!row.next()) return fail(Errc::not_found, "no such consent stands");
        if (row.text(1) != cases::name(cases::Basis::consent))
            return fail(Errc::invalid_request, "the law is the ground: it cannot be taken back");
        const std::int64_t case_id = row.integer(0);
        const std::string meta = meta_of(row.text(1), row.text(2));
        sql.run("UPDATE consents SET withdrawn = ?2 WHERE id = ?1", id, now);
        append_event(clerk, {"consent.withdrawn", actor, case_id, meta});
        return {};
    });
}

}  // namespace sambung::store
