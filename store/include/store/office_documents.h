// What the office is made of, by version: the routing table, the units, the calendar. What a pack brings seeds an empty
// store as version 1, and from then on a changed text is a draft that a second person approves. One of each kind is
// active, in every process. All of this blocks; for start-up and subcommands, beside the running service.
//
//     draft -> simulated -> approved -> active <-> retired
//
// Only a routing table is rehearsed over past decisions; units and calendar are approved as drafts. Units hold duty
// numbers: their text is sealed under a key of its own.
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

enum class DocumentKind : std::uint8_t { routing, units, calendar };
inline constexpr std::array<DocumentKind, 3> all_document_kinds = {DocumentKind::routing, DocumentKind::units,
                                                                   DocumentKind::calendar};
[[nodiscard]] std::string_view name(DocumentKind kind);   // "units"
[[nodiscard]] std::string_view words(DocumentKind kind);  // for people: "rule set", "units", "calendar"

struct OfficeDocument {
    std::int64_t id = 0;       // among all
    std::int64_t version = 0;  // among those of its kind
    std::string state;         // draft, simulated, approved, active, retired
    std::string author;        // a staff account; "pack" if it came with the pack
    std::string approver;      // never the author, nor one of `hands`; empty: nobody yet
    std::string sha256;        // of `text`, in hex
    std::string text;
    std::string report;  // of its dry run
    TimePoint drafted{};
    std::optional<TimePoint> activated;  // for the last time
    std::string hands = {};              // who else proposed or rehearsed it: "|sari||budi|"
};

// Of a text, in hex: as OfficeDocument has it.
[[nodiscard]] std::string sha256_of(std::string_view text);

// Of one kind.
class OfficeDocuments {
 public:
    // Both outlive it.
    OfficeDocuments(Database& database, const Keys& keys, DocumentKind kind)
        : database_(database), keys_(keys), kind_(kind) {}

    enum class Seeded : std::uint8_t { first, known, draft };
    // The pack's text: active where none ever was; nothing if that text was ever kept; else a draft.
    Result<Seeded> seed(std::string_view text, TimePoint now);

    // The version; that text's own one if it was ever kept: then `by` has a hand in it. Whether the text is sound is
    // for the caller to know. Errc::invalid_request for a name that is nobody's, here and below (letters, digits and
    // ._@-, at most 64; none that the record itself uses, such as "pack" or "system"). Case does not tell two people
    // apart.
    Result<std::int64_t> draft(std::string_view text, std::string_view by, TimePoint now);
    // Keeps the report of a dry run, of a draft or anew. Errc::not_found; Errc::conflict once it was approved.
    Result<> note_dry_run(std::int64_t version, std::string_view report, std::string_view by, TimePoint now);
    // Errc::not_found; Errc::conflict by anybody who had a hand in it, for a table without a dry run, or if it is past
    // that.
    Result<> approve(std::int64_t version, std::string_view by, TimePoint now);
    // What was active retires. `gone`: units that are then no more. Errc::not_found; Errc::conflict unless it was
    // approved and is not active, by its approver if it came with the pack (since then nobody else is known to have
    // seen it), or while one of those units has an open task.
    Result<> activate(std::int64_t version, std::string_view by, TimePoint now,
                      const std::vector<std::string>& gone = {});
    // The version that was active before the active one is so again. Errc::conflict if there is none, or as above.
    Result<std::int64_t> roll_back(std::string_view by, TimePoint now, const std::vector<std::string>& gone = {});
    // Somebody reads what is sealed: an event. Errc::not_found.
    Result<> note_shown(std::int64_t version, std::string_view by, TimePoint now);

    [[nodiscard]] Result<std::vector<OfficeDocument>> list();                         // the oldest first
    [[nodiscard]] Result<std::optional<OfficeDocument>> find(std::string_view text);  // of that text
    [[nodiscard]] Result<std::optional<OfficeDocument>> at(std::int64_t version);
    // Where a roll back leads; nothing if none was active before this one.
    [[nodiscard]] Result<std::optional<OfficeDocument>> before();
    // Nothing in an empty store.
    [[nodiscard]] Result<std::optional<OfficeDocument>> active();

    [[nodiscard]] DocumentKind kind() const { return kind_; }

 private:
    Database& database_;
    const Keys& keys_;
    DocumentKind kind_;
};

// Those of these units that have open tasks, and how many: "lansia (3), disdik (1)"; empty: none. Blocks.
[[nodiscard]] Result<std::string> units_with_tasks(Database& database, const std::vector<std::string>& units);

}  // namespace sambung::store
