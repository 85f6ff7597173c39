// The office's routing tables by version: what a pack brings seeds an empty store as version 1, and from then on a
// changed table is a draft that a second person approves. One is active; new decisions use it from the next filing on,
// in every process. All of this blocks; for start-up and subcommands, beside the running service.
//
//     draft -> simulated -> approved -> active <-> retired
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

struct RuleSet {
    std::int64_t version = 0;
    std::string state;     // draft, simulated, approved, active, retired
    std::string author;    // a staff account; "pack" if it came with the pack
    std::string approver;  // never the author, nor one of `hands`; empty: nobody yet
    std::string sha256;    // of `csv`, in hex
    std::string csv;
    std::string report;  // of its dry run
    TimePoint drafted{};
    std::optional<TimePoint> activated;  // for the last time
    std::string hands = {};              // who else proposed or rehearsed it: "|sari||budi|"
};

// Of a table, in hex: as RuleSet has it.
[[nodiscard]] std::string sha256_of(std::string_view csv);

class RuleSets {
 public:
    // Both outlive it.
    RuleSets(Database& database, const Keys& keys) : database_(database), keys_(keys) {}

    enum class Seeded { first, known, draft };
    // The pack's table: active where none ever was; nothing if that text was ever kept; else a draft.
    Result<Seeded> seed(std::string_view csv, TimePoint now);

    // The version; that text's own one if it was ever kept: then `by` has a hand in it. Whether the table is sound is
    // for the caller to know. Errc::invalid_request for a name that is nobody's, here and below (letters, digits and
    // ._@-, at most 64; none that the record itself uses, such as "pack" or "system"). Case does not tell two people
    // apart.
    Result<std::int64_t> draft(std::string_view csv, std::string_view by, TimePoint now);
    // Keeps the report of a dry run, of a draft or anew. Errc::not_found; Errc::conflict once it was approved.
    Result<> note_dry_run(std::int64_t version, std::string_view report, std::string_view by, TimePoint now);
    // Errc::not_found; Errc::conflict by anybody who had a hand in it, without a dry run, or if it is past that.
    Result<> approve(std::int64_t version, std::string_view by, TimePoint now);
    // What was active retires. Errc::not_found; Errc::conflict unless it was approved and is not active, or by its
    // approver if it came with the pack, since then nobody else is known to have seen it.
    Result<> activate(std::int64_t version, std::string_view by, TimePoint now);
    // The version that was active before the active one is so again. Errc::conflict if there is none.
    Result<std::int64_t> roll_back(std::string_view by, TimePoint now);

    [[nodiscard]] Result<std::vector<RuleSet>> list();                        // the oldest first
    [[nodiscard]] Result<std::optional<RuleSet>> find(std::string_view csv);  // of that text
    [[nodiscard]] Result<std::optional<RuleSet>> at(std::int64_t version);
    // Where a roll back leads; nothing if none was active before this one.
    [[nodiscard]] Result<std::optional<RuleSet>> before();
    // Nothing in an empty store.
    [[nodiscard]] Result<std::optional<RuleSet>> active();

 private:
    Database& database_;
    const Keys& keys_;
};

}  // namespace sambung::store
