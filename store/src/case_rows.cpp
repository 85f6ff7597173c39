#include "case_rows.h"

#include <utility>

namespace sambung::store {

namespace {

constexpr int check_digit_count = 6;

std::string owner_of(const Ticket& ticket) { return "case:" + ticket.digits(); }

// What a report says, as it is kept.
struct SealedReport {
    std::optional<std::string> place;
    std::optional<std::string> story;
    std::optional<std::string> nik;
    std::optional<std::string> phone;
    std::optional<std::string> intake;
    std::optional<Key128> nik_index;
    std::optional<Key128> phone_index;
};

SealedReport seal_report(const Keys& keys, const SecretKey& key, const Ticket& ticket, const cases::Report& report) {
    SealedReport sealed{.place = seal_text(key, report.place, place_of(ticket, "place")),
                        .story = seal_text(key, report.story, place_of(ticket, "story")),
                        .nik = seal_text(key, report.nik, place_of(ticket, "nik")),
                        .phone = seal_text(key, report.phone, place_of(ticket, "phone")),
                        .intake = seal_text(key, cases::encode_intake(report.intake), place_of(ticket, "intake")),
                        .nik_index = {},
                        .phone_index = {}};
    if (!report.nik.empty()) sealed.nik_index = keys.index("nik", report.nik);
    if (!report.phone.empty()) sealed.phone_index = keys.index("phone", report.phone);
    return sealed;
}

std::optional<std::string_view> word_of(std::optional<cases::Contact> contact) {
    if (!contact) return std::nullopt;
    return cases::name(*contact);
}

// Drawn until one is free. The same event draws the same, so a turn that runs again after a crash asks for the same
// ticket.
Ticket draw_ticket(Clerk& clerk, const EventId& event) {
    for (unsigned attempt = 0;; ++attempt) {
        Ticket ticket = Ticket::from_number(clerk.keys.draw(event, "ticket", attempt));
        if (!clerk.sql.query("SELECT 1 FROM cases WHERE ticket = ?", ticket.digits()).next()) return ticket;
    }
}

CaseRow case_in(const Query& row) {
    return CaseRow{.id = row.integer(0),
                   .ticket = ticket_in(row, 1),
                   .status = status_in(row, 2),
                   .urgency = static_cast<Urgency>(row.integer(3)),
                   .unit = std::string{row.text(4)},
                   .due = row.time(5),
                   .wrapped_key = std::string{row.blob(6)},
                   .kind = cases::kind_from(row.text(7)).value_or(cases::Kind::person_in_need),
                   .category = std::string{row.text(8)},
                   .area = std::string{row.text(9)},
                   .restricted = row.integer(10) != 0,
                   .quiet = row.integer(11) != 0};
}

std::optional<CaseRow> first_case(Query row) {
    if (!row.next()) return std::nullopt;
    return case_in(row);
}

}  // namespace

Ticket ticket_in(const Query& row, int column) {
    std::optional<Ticket> ticket = Ticket::parse(row.text(column));
    if (!ticket) throw SqlError(SQLITE_MISMATCH, "a stored ticket is none");
    return std::move(*ticket);
}

cases::Status status_in(const Query& row, int column) {
    const std::optional<cases::Status> status = cases::status_from(row.text(column));
    if (!status) throw SqlError(SQLITE_MISMATCH, "a stored status is none");
    return *status;
}

std::string check_digits(const Keys& keys, const DraftId& draft, const Ticket& ticket) {
    std::uint64_t number = keys.draw(EventId{Key128{draft}}, "cek " + ticket.digits(), 0);
    std::string digits;
    for (int i = 0; i < check_digit_count; ++i, number /= 10) digits += static_cast<char>('0' + number % 10);
    return digits;
}

CaseRow insert_case(Clerk& clerk, const NewCase& about, const cases::Report& report) {
    const Ticket ticket = draw_ticket(clerk, about.event);
    const SecretKey key = Keys::fresh();
    std::string wrapped = clerk.keys.wrap(key, owner_of(ticket));
    const SealedReport sealed = seal_report(clerk.keys, key, ticket, report);
    const std::optional<std::string> address = seal_address(clerk.person_key(about.person), ticket, about.address);
    const Key128 check = clerk.keys.index("cek", ticket.digits() + check_digits(clerk.keys, about.draft, ticket));
    const std::optional<Key128> draft{about.draft};
    const bool is_report = about.origin == Origin::draft;
    clerk.sql.run(
        "INSERT INTO cases (ticket, draft, asked_in, person, kind, category, area, urgency, status, channel, medium,"
        " language, unit, rule, why, routing_input, routing_trace, address, key, place, story, nik, phone, intake,"
        " nik_index, phone_index, check_hash, restricted, quiet, contact, same_hash, due, filed, changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'filed', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ticket.digits(), is_report ? draft : std::nullopt, is_report ? std::nullopt : draft, about.person,
        cases::name(report.kind), report.category, report.area, static_cast<int>(about.urgency), about.channel,
        name(report.channel), code(about.language), about.decision.unit, about.decision.rule, about.decision.why,
        about.decision.input, about.decision.trace, as_blob(address), Blob{wrapped}, as_blob(sealed.place),
        as_blob(sealed.story), as_blob(sealed.nik), as_blob(sealed.phone), as_blob(sealed.intake), sealed.nik_index,
        sealed.phone_index, check, report.restricted, report.quiet, word_of(report.contact), about.same, about.due,
        clerk.now, clerk.now);
    return {.id = clerk.sql.last_id(),
            .ticket = ticket,
            .status = cases::Status::filed,
            .urgency = about.urgency,
            .unit = about.decision.unit,
            .due = about.due,
            .wrapped_key = std::move(wrapped),
            .kind = report.kind,
            .category = report.category,
            .area = report.area,
            .restricted = report.restricted,
            .quiet = report.quiet};
}

void complete_case(Clerk& clerk, const CaseRow& row, const cases::Report& report, const Key128& same) {
    const SecretKey key = case_key(clerk.keys, row);
    const SealedReport sealed = seal_report(clerk.keys, key, row.ticket, report);
    clerk.sql.run(
        "UPDATE cases SET kind = ?2, category = coalesce(nullif(?3, ''), category), area = coalesce(nullif(?4, ''), "
        "area),"
        " place = coalesce(?5, place), story = coalesce(?6, story), nik = coalesce(?7, nik), phone = coalesce(?8, "
        "phone),"
        " nik_index = coalesce(?9, nik_index), phone_index = coalesce(?10, phone_index), changed = ?11,"
        " intake = coalesce(?12, intake), restricted = max(restricted, ?13), quiet = max(quiet, ?14),"
        " contact = coalesce(?15, contact), same_hash = ?16, version = version + 1 WHERE id = ?1",
        row.id, cases::name(report.kind), report.category, report.area, as_blob(sealed.place), as_blob(sealed.story),
        as_blob(sealed.nik), as_blob(sealed.phone), sealed.nik_index, sealed.phone_index, clerk.now,
        as_blob(sealed.intake), report.restricted, report.quiet, word_of(report.contact), same);
}

std::optional<std::string> seal_address(const SecretKey& key, const Ticket& ticket, std::string_view address) {
    return seal_text(key, address, place_of(ticket, "address"));
}

Result<std::string> address_in(const SecretKey& key, const Ticket& ticket, std::string_view sealed) {
    return unseal(key, sealed, place_of(ticket, "address"));
}

Result<std::string> open_field(const SecretKey& key, const Ticket& ticket, std::string_view column,
                               std::string_view sealed) {
    return unseal(key, sealed, place_of(ticket, column));
}

std::optional<CaseRow> case_by_id(Sql& sql, std::int64_t id) {
    return first_case(
        sql.query("SELECT id, ticket, status, urgency, unit, due, key, kind, category, area, restricted, quiet FROM "
                  "cases WHERE id = ?",
                  id));
}

std::optional<CaseRow> case_by_ticket(Sql& sql, const Ticket& ticket) {
    return first_case(
        sql.query("SELECT id, ticket, status, urgency, unit, due, key, kind, category, area, restricted, quiet FROM "
                  "cases WHERE ticket = ?",
                  ticket.digits()));
}

SecretKey case_key(const Keys& keys, const CaseRow& row) {
    return open_key(keys, row.wrapped_key, owner_of(row.ticket));
}

std::string open_column(const SecretKey& key, const Ticket& ticket, std::string_view column, std::string_view sealed) {
    return open_sealed(key, sealed, place_of(ticket, column));
}

std::optional<CaseRow> case_asked_in(Sql& sql, const DraftId& draft) {
    return first_case(
        sql.query("SELECT id, ticket, status, urgency, unit, due, key, kind, category, area, restricted, quiet FROM "
                  "cases WHERE asked_in = ?",
                  draft));
}

std::optional<CaseRow> newest_open_case(Sql& sql, PersonId person) {
    for (Query row =
             sql.query("SELECT id, ticket, status, urgency, unit, due, key, kind, category, area, restricted, quiet"
                       " FROM cases WHERE person = ? ORDER BY id DESC",
                       person);
         row.next();) {
        CaseRow one = case_in(row);
        if (cases::is_open(one.status) && !one.wrapped_key.empty()) return one;
    }
    return std::nullopt;
}

// The unary plus keeps SQLite from looking into the index of tickets: both kinds of miss walk the person's own few
// cases.
std::optional<CaseRow> own_case(Sql& sql, PersonId person, const Ticket& ticket) {
    return first_case(
        sql.query("SELECT id, ticket, status, urgency, unit, due, key, kind, category, area, restricted, quiet FROM "
                  "cases WHERE person = "
                  "? AND +ticket = ?",
                  person, ticket.digits()));
}

void set_status(Clerk& clerk, const CaseRow& row, cases::Status status) {
    if (!cases::allowed(row.status, status))
        throw SqlError(SQLITE_CONSTRAINT, "a step that the life-cycle does not have");
    clerk.sql.run("UPDATE cases SET status = ?, changed = ?, version = version + 1 WHERE id = ?", cases::name(status),
                  clerk.now, row.id);
}

void add_note(Clerk& clerk, const CaseRow& row, const WishKey& wish, std::string_view words) {
    const SecretKey key = case_key(clerk.keys, row);
    const std::string bound_to = wish.bytes();
    const std::string sealed = seal(key, words, "notes.words:" + bound_to);
    clerk.sql.run("INSERT INTO notes (case_id, author, words, note_key, at) VALUES (?, 'citizen', ?, ?, ?)", row.id,
                  Blob{sealed}, Blob{bound_to}, clerk.now);
    clerk.sql.run("UPDATE cases SET changed = ?, version = version + 1 WHERE id = ?", clerk.now, row.id);
}

}  // namespace sambung::store
