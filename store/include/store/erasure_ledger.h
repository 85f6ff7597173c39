// The erasure ledger: what was erased, told in a file outside the database, so that a backup of before is erased again
// before it serves (docs/security.md, "The erasure ledger"). A line a case or person: its number, which (ticket, or the
// keyed hash of the person), why, when (ms), and an Ed25519 signature over that and the signature before. So no line
// can be changed, left out, or put between. Lines cut off at the end show against the database, which keeps the number
// of the last one, and against a backup's manifest.
#pragma once

#include "model/error.h"
#include "store/anchors.h"
#include "store/database.h"
#include "store/erasure.h"
#include "store/keys.h"
#include "store/task.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sambung::store {

[[nodiscard]] std::filesystem::path ledger_in(const std::filesystem::path& anchors);  // beside the anchors

// All lines, oldest first; a last one that a crash cut off is not one yet. No file: no lines. Errc::not_authentic names
// the first line that is not as it was written, or was signed by none of these keys. Blocks.
[[nodiscard]] Result<std::vector<Erasure>> read_ledger(const std::filesystem::path& file,
                                                       const std::vector<PublicKey>& keys);

// What was erased and is told nowhere yet, and how many lines the ledger had when the last was noted.
struct Untold {
    std::int64_t told = 0;
    std::vector<Erasure> erasures;
};
[[nodiscard]] Task<Result<Untold>> untold_erasures(Database& database, int most);

// Appends them, flushed; the number of the last line then. With none it only looks whether the ledger is there.
// Errc::conflict if it has fewer lines than were told: it was lost or cut. Errc::unavailable if the disk does not take
// it. Another process may append at the same time. Blocks, so not on a shard.
[[nodiscard]] Result<std::int64_t> tell_ledger(const std::filesystem::path& file, const Keys& keys, Untold untold);

// Their line in the ledger. A crash before this tells them twice, which erases nothing more.
[[nodiscard]] Task<Result<>> note_told(Database& database, std::vector<Erasure> erasures, std::int64_t last_line);

}  // namespace sambung::store
