#include "case_told.h"

#include "case_rows.h"

#include <utility>

namespace sambung::store {

namespace {

std::string opened(const SecretKey& key, const Query& row, int column, const Ticket& ticket, std::string_view name) {
    if (row.null(column)) return {};
    return open_sealed(key, row.blob(column), place_of(ticket, name));
}

}  // namespace

std::optional<CaseTold> case_told(Sql& sql, const Keys& keys, std::int64_t case_id) {
    const std::optional<CaseRow> known = case_by_id(sql, case_id);
    if (!known || known->wrapped_key.empty()) return std::nullopt;
    const SecretKey key = case_key(keys, *known);
    Query row = sql.query(
        "SELECT person, language, channel, address, place, phone, intake, contact, filed, medium, story"
        " FROM cases WHERE id = ?",
        case_id);
    if (!row.next()) return std::nullopt;
    CaseTold told{.ticket = known->ticket,
                  .report = {},
                  .urgency = known->urgency,
                  .status = known->status,
                  .unit = known->unit,
                  .person = row.person(0),
                  .language = language_from(row.text(1)).value_or(Language::id),
                  .channel = std::string{row.text(2)},
                  .address = {},
                  .filed = row.time(8)};
    told.report = {
        .kind = known->kind,
        .category = known->category,
        .area = known->area,
        .place = opened(key, row, 4, known->ticket, "place"),
        .story = {},
        .nik = {},
        .phone = opened(key, row, 5, known->ticket, "phone"),
        .danger = known->urgency == Urgency::p0,
        .channel = channel_kind_from(row.text(9)).value_or(ChannelKind::sms),
        .intake = cases::decode_intake(opened(key, row, 6, known->ticket, "intake")).value_or(cases::Intake{}),
        .restricted = known->restricted,
        .quiet = known->quiet,
        .contact = cases::contact_from(row.text(7))};
    told.signs = cases::signs_in(opened(key, row, 10, known->ticket, "story"));
    const std::optional<SecretKey> person = person_key(sql, keys, told.person);
    if (person && !row.null(3)) told.address = address_in(*person, told.ticket, row.blob(3)).value_or(std::string{});
    return told;
}

}  // namespace sambung::store
