#include "store/office_documents.h"

#include "clerk.h"
#include "events.h"
#include "office_rows.h"
#include "staff_names.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::string_view pack_author = "pack";

// Who proposed or rehearsed it, as the column keeps it.
std::string hand_of(std::string_view by) { return '|' + folded(by) + '|'; }

bool same_person(std::string_view one, std::string_view other) { return folded(one) == folded(other); }

// Where the table has a name of its own in the log: "rules.drafted", "units.drafted".
std::string_view family_of(DocumentKind kind) { return kind == DocumentKind::routing ? "rules" : name(kind); }

bool is_rehearsed(DocumentKind kind) { return kind == DocumentKind::routing; }

// One kind of document, on the writer.
struct Shelf {
    Clerk& clerk;
    DocumentKind kind;

    [[nodiscard]] std::optional<OfficeDocument> at(std::int64_t version) const {
        return document_by_version(clerk.sql, clerk.keys, kind, version);
    }
    [[nodiscard]] std::optional<OfficeDocument> active() const { return active_document(clerk.sql, clerk.keys, kind); }
    void tell(std::string_view what, std::string_view by, std::int64_t version) const {
        append_event(clerk, {std::string{family_of(kind)} + '.' + std::string{what}, by, std::nullopt,
                             Meta{}.add("version", version).json()});
    }
    [[nodiscard]] Error no_such(std::int64_t version) const {
        return fail(Errc::not_found, "there is no " + std::string{words(kind)} + " " + std::to_string(version)).error();
    }
    [[nodiscard]] Error not_now(const OfficeDocument& document, std::string_view why) const {
        return fail(Errc::conflict, std::string{words(kind)} + " " + std::to_string(document.version) + " is " +
                                        document.state + ": " + std::string{why})
            .error();
    }
};

bool is_open(const OfficeDocument& document) { return document.state == "draft" || document.state == "simulated"; }

bool had_a_hand(const OfficeDocument& document, std::string_view by) {
    return same_person(document.author, by) || document.hands.contains(hand_of(by));
}

std::int64_t insert_draft(const Shelf& shelf, std::string_view text, std::string_view by) {
    const std::int64_t version = insert_document(shelf.clerk, shelf.kind, text, by);
    shelf.tell("drafted", by, version);
    return version;
}

// Retiring comes first: only one may be active at any moment.
void retire_active(const Shelf& shelf) {
    shelf.clerk.sql.run(
        "UPDATE office_documents SET state = 'retired', retired = ?2 WHERE kind = ?1 AND state = 'active'",
        name(shelf.kind), shelf.clerk.now);
}

void put_in_force(const Shelf& shelf, std::int64_t version) {
    shelf.clerk.sql.run(
        "UPDATE office_documents SET state = 'active', activated = ?3, retired = NULL WHERE kind = ?1 AND version = ?2",
        name(shelf.kind), version, shelf.clerk.now);
}

std::string with_tasks(Sql& sql, const std::vector<std::string>& units) {
    std::string out;
    for (const std::string& unit : units) {
        Query row =
            sql.query("SELECT count(*) FROM referrals WHERE unit = ? AND status IN ('sent', 'seen', 'accepted')", unit);
        if (!row.next() || row.integer(0) == 0) continue;
        out += (out.empty() ? "" : ", ") + unit + " (" + std::to_string(row.integer(0)) + ")";
    }
    return out;
}

// Whoever has a task would never be chased, and nobody would answer for it.
Result<> none_has_tasks(const Shelf& shelf, const std::vector<std::string>& gone) {
    const std::string busy = with_tasks(shelf.clerk.sql, gone);
    if (busy.empty()) return {};
    return fail(Errc::conflict, "units with open tasks would be no more; suspend them instead: " + busy);
}

Result<> approve_in(const Shelf& shelf, std::int64_t version, std::string_view by) {
    const std::optional<OfficeDocument> document = shelf.at(version);
    if (!document) return std::unexpected(shelf.no_such(version));
    if (had_a_hand(*document, by))
        return std::unexpected(shelf.not_now(*document, "who wrote, proposed or rehearsed it cannot approve it"));
    if (document->state == "draft" && is_rehearsed(shelf.kind))
        return std::unexpected(shelf.not_now(*document, "rehearse it first with simulate-routing"));
    if (!is_open(*document)) return std::unexpected(shelf.not_now(*document, "it was approved before"));
    shelf.clerk.sql.run("UPDATE office_documents SET state = 'approved', approver = ?2, approved = ?3 WHERE id = ?1",
                        document->id, by, shelf.clerk.now);
    shelf.tell("approved", by, version);
    return {};
}

Result<> activate_in(const Shelf& shelf, std::int64_t version, std::string_view by,
                     const std::vector<std::string>& gone) {
    const std::optional<OfficeDocument> document = shelf.at(version);
    if (!document) return std::unexpected(shelf.no_such(version));
    if (document->state != "approved" && document->state != "retired")
        return std::unexpected(shelf.not_now(
            *document, document->state == "active" ? "nothing to do" : "a second person approves it first"));
    if (document->author == pack_author && same_person(document->approver, by))
        return std::unexpected(
            shelf.not_now(*document, "it came with the pack and you approved it: another person activates it"));
    if (const Result<> idle = none_has_tasks(shelf, gone); !idle) return idle;
    const std::optional<OfficeDocument> before = shelf.active();
    retire_active(shelf);
    put_in_force(shelf, version);
    if (before) shelf.clerk.sql.run("UPDATE office_documents SET before = ?2 WHERE id = ?1", document->id, before->id);
    shelf.tell("activated", by, version);
    return {};
}

std::optional<OfficeDocument> before_active(Sql& sql, const Keys& keys, DocumentKind kind) {
    Query row = sql.query("SELECT before FROM office_documents WHERE kind = ? AND state = 'active'", name(kind));
    if (!row.next() || row.null(0)) return std::nullopt;
    return document_by_id(sql, keys, row.integer(0));
}

Result<std::int64_t> roll_back_in(const Shelf& shelf, std::string_view by, const std::vector<std::string>& gone) {
    const std::optional<OfficeDocument> before = before_active(shelf.clerk.sql, shelf.clerk.keys, shelf.kind);
    if (!before) return fail(Errc::conflict, "no " + std::string{words(shelf.kind)} + " was active before this one");
    if (const Result<> idle = none_has_tasks(shelf, gone); !idle) return std::unexpected(idle.error());
    retire_active(shelf);
    put_in_force(shelf, before->version);
    shelf.tell("rolled_back", by, before->version);
    return before->version;
}

Result<OfficeDocuments::Seeded> seed_in(const Shelf& shelf, std::string_view text) {
    using Seeded = OfficeDocuments::Seeded;
    const auto known = document_by_text(shelf.clerk.sql, shelf.clerk.keys, shelf.kind, text);
    const bool begun =
        shelf.clerk.sql
            .query("SELECT 1 FROM office_documents WHERE kind = ? AND activated IS NOT NULL", name(shelf.kind))
            .next();
    if (known && begun) return Seeded::known;
    const std::int64_t version = known ? known->version : insert_draft(shelf, text, pack_author);
    if (begun) return Seeded::draft;
    put_in_force(shelf, version);
    shelf.tell("activated", pack_author, version);
    return Seeded::first;
}

void add_hand(const Shelf& shelf, const OfficeDocument& document, std::string_view by) {
    if (document.hands.contains(hand_of(by))) return;
    shelf.clerk.sql.run("UPDATE office_documents SET hands = hands || ?2 WHERE id = ?1", document.id, hand_of(by));
}

// The same text again: whoever proposes it has a hand in it too.
std::int64_t draft_again(const Shelf& shelf, const OfficeDocument& document, std::string_view by) {
    if (!is_open(document) || had_a_hand(document, by)) return document.version;
    add_hand(shelf, document, by);
    shelf.tell("drafted", by, document.version);
    return document.version;
}

Result<> note_dry_run_in(const Shelf& shelf, std::int64_t version, std::string_view report, std::string_view by) {
    const std::optional<OfficeDocument> document = shelf.at(version);
    if (!document) return std::unexpected(shelf.no_such(version));
    if (!is_open(*document)) return std::unexpected(shelf.not_now(*document, "its report is what was approved"));
    shelf.clerk.sql.run("UPDATE office_documents SET state = 'simulated', report = ?2, simulated = ?3 WHERE id = ?1",
                        document->id, report, shelf.clerk.now);
    add_hand(shelf, *document, by);
    shelf.tell("rehearsed", by, version);
    return {};
}

// On the writer, in the name of a person.
template <class Work, class Outcome = std::invoke_result_t<Work, const Shelf&>>
Outcome write_as(Database& database, const Keys& keys, DocumentKind kind, std::string_view by, TimePoint now,
                 Work work) {
    if (const Result<> named = check_staff_name(by); !named) return std::unexpected(named.error());
    return database.write_now([&](Sql& sql) -> Outcome {
        Clerk clerk(sql, keys, now);
        return work(Shelf{clerk, kind});
    });
}

}  // namespace

using Seeded = OfficeDocuments::Seeded;

Result<Seeded> OfficeDocuments::seed(std::string_view text, TimePoint now) {
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return seed_in({clerk, kind_}, text);
    });
}

Result<std::int64_t> OfficeDocuments::draft(std::string_view text, std::string_view by, TimePoint now) {
    return write_as(database_, keys_, kind_, by, now, [&](const Shelf& shelf) -> Result<std::int64_t> {
        const auto known = document_by_text(shelf.clerk.sql, keys_, kind_, text);
        return known ? draft_again(shelf, *known, by) : insert_draft(shelf, text, by);
    });
}

Result<> OfficeDocuments::note_dry_run(std::int64_t version, std::string_view report, std::string_view by,
                                       TimePoint now) {
    return write_as(database_, keys_, kind_, by, now,
                    [&](const Shelf& shelf) { return note_dry_run_in(shelf, version, report, by); });
}

Result<> OfficeDocuments::approve(std::int64_t version, std::string_view by, TimePoint now) {
    return write_as(database_, keys_, kind_, by, now,
                    [&](const Shelf& shelf) { return approve_in(shelf, version, by); });
}

Result<> OfficeDocuments::activate(std::int64_t version, std::string_view by, TimePoint now,
                                   const std::vector<std::string>& gone) {
    return write_as(database_, keys_, kind_, by, now,
                    [&](const Shelf& shelf) { return activate_in(shelf, version, by, gone); });
}

Result<std::int64_t> OfficeDocuments::roll_back(std::string_view by, TimePoint now,
                                                const std::vector<std::string>& gone) {
    return write_as(database_, keys_, kind_, by, now,
                    [&](const Shelf& shelf) { return roll_back_in(shelf, by, gone); });
}

Result<> OfficeDocuments::note_shown(std::int64_t version, std::string_view by, TimePoint now) {
    return write_as(database_, keys_, kind_, by, now, [&](const Shelf& shelf) -> Result<> {
        if (!shelf.at(version)) return std::unexpected(shelf.no_such(version));
        shelf.tell("shown", by, version);
        return {};
    });
}

Result<std::vector<OfficeDocument>> OfficeDocuments::list() {
    return database_.read_now(
        [&](Sql& sql) -> Result<std::vector<OfficeDocument>> { return documents_of(sql, keys_, kind_); });
}

Result<std::optional<OfficeDocument>> OfficeDocuments::find(std::string_view text) {
    return database_.read_now(
        [&](Sql& sql) -> Result<std::optional<OfficeDocument>> { return document_by_text(sql, keys_, kind_, text); });
}

Result<std::optional<OfficeDocument>> OfficeDocuments::at(std::int64_t version) {
    return database_.read_now([&](Sql& sql) -> Result<std::optional<OfficeDocument>> {
        return document_by_version(sql, keys_, kind_, version);
    });
}

Result<std::optional<OfficeDocument>> OfficeDocuments::before() {
    return database_.read_now(
        [&](Sql& sql) -> Result<std::optional<OfficeDocument>> { return before_active(sql, keys_, kind_); });
}

Result<std::optional<OfficeDocument>> OfficeDocuments::active() {
    return database_.read_now(
        [&](Sql& sql) -> Result<std::optional<OfficeDocument>> { return active_document(sql, keys_, kind_); });
}

Result<std::string> units_with_tasks(Database& database, const std::vector<std::string>& units) {
    return database.read_now([&](Sql& sql) -> Result<std::string> { return with_tasks(sql, units); });
}

}  // namespace sambung::store
