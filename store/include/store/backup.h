// Backups (docs/runbook.md): one tar file with a copy of the database, the sealed media, the anchors, and last a signed
// manifest. The root key is not in it, and nothing in it opens without. Everything here blocks.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "store/anchors.h"
#include "store/keys.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sambung::store {

struct BackupPart {
    std::string name;  // "cases.db", "media/ab/…", "anchors/….txt"
    std::uint64_t bytes = 0;
    std::string sha256;  // in hex
};
// What a backup holds, and what it was made of.
struct BackupManifest {
    std::string version;      // of the program
    std::int64_t schema = 0;  // of the database: the number of its last migration
    TimePoint at{};
    std::int64_t events = 0;
    std::string head;  // hash of the last event, in hex
    std::int64_t cases = 0;
    std::int64_t erasures = 0;  // lines of the erasure ledger that the database knew of
    std::vector<BackupPart> parts{};
};
// Lines, the last of which is the signature of those before.
[[nodiscard]] std::string write_manifest(const BackupManifest& manifest, const Keys& keys);
// Errc::not_authentic unless every byte is as it was written under this root key.
[[nodiscard]] Result<BackupManifest> read_manifest(std::string_view text, const Keys& keys);

// Where the parts lie. An empty folder: there is none.
struct Place {
    std::filesystem::path database;
    std::filesystem::path media{};
    std::filesystem::path anchors{};
};

// Tells how much of what is known so far was copied, in bytes.
using BackupProgress = std::function<void(std::uint64_t copied, std::uint64_t all)>;
struct BackupPlan {
    Place place;
    std::filesystem::path file;
    std::string version;
    TimePoint at{};
    BackupProgress progress{};
};
// Beside the running service, whose writer is not held. The file is there whole or not at all, for this user alone.
// Errc::conflict if it is there already. Errc::unavailable if a disk does not take or give it. Needs room for the
// database twice where the file goes.
[[nodiscard]] Result<BackupManifest> make_backup(const BackupPlan& plan, const Keys& keys);

struct RestorePlan {
    std::filesystem::path file;
    Place place;
    // The ledger as it is today (store/erasure_ledger.h). None only if it is lost: then what was erased since the
    // backup comes back.
    std::optional<std::filesystem::path> ledger{};
    // Of root keys that came after the backup's: the ledger of today may be signed with them.
    std::vector<PublicKey> keys{};
    TimePoint now{};
};
struct Restored {
    BackupManifest manifest;
    std::int64_t later_erasures = 0;  // in the ledger, since the backup
    int erased_again = 0;
    int asks_person = 0;   // erased since, but here something of theirs waits: staff decide
    int left_unknown = 0;  // messages that may have gone out since: not sent again
};
// Into an empty place: no database, no media, no anchors. Checks the manifest, every part, the chain and the anchors;
// erases again what was erased since; only then gives the database its name. After a failure the place is empty as
// before; after a crash `check_finished` tells. Errc::conflict: the place is not empty. Errc::not_authentic: the file
// is damaged, cut off, or of another root key; the ledger does not fit. Errc::misconfigured: made by a newer program.
[[nodiscard]] Result<Restored> restore_backup(const RestorePlan& plan, const Keys& keys);

// Errc::misconfigured while a restore into this database's place goes on, or was cut off. Whoever serves asks first.
[[nodiscard]] Result<> check_finished(const std::filesystem::path& database);

}  // namespace sambung::store
