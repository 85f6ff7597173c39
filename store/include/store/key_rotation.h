// The root key of a database: which one it lies under, and a new one in its place (docs/security.md, "Rotation"). What
// hangs on the root (the wrapped keys, sessions in SQL) is sealed anew in one transaction; the keys by which rows are
// found are carried over. Everything here blocks; for start-up and subcommands.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "store/keys.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// The root key of this file as this database needs it. A database that is not there yet, or ":memory:", takes any.
// Errc::misconfigured: the file is not usable (Keys::load), or the data lies under another root key; which of them it
// is, by fingerprint. Errc::unavailable: the database cannot be asked just now.
[[nodiscard]] Result<Keys> load_keys(const std::filesystem::path& key_file, const std::string& database);
// The same for keys that were loaded. A file that is no database of ours is left for Database::open to refuse.
[[nodiscard]] Result<Keys> keys_for(const Keys& keys, const std::string& database);

struct RootKeyStand {
    std::string fingerprint, public_key, by;
    std::optional<TimePoint> since, until;  // since: nothing if nothing was written under it yet
};
struct Wrapped {
    std::string_view what;  // "persons", "cases", …
    std::int64_t keys = 0;
};
struct KeysStand {
    std::vector<RootKeyStand> roots{};  // the newest first; that is the one in use
    std::vector<Wrapped> wrapped{};     // under the one in use
    std::int64_t sessions = 0;          // in SQL
    bool cut_off = false;               // a rotation has begun and not ended: run it again
};
// Opens nothing that is sealed, and works with a key file that the data does not lie under (then `cut_off` may say
// why).
[[nodiscard]] Result<KeysStand> keys_stand(const std::filesystem::path& key_file, const std::string& database);

struct RotationPlan {
    std::filesystem::path key_file;
    std::string database;
    std::filesystem::path spool{};  // must be empty, since it is sealed under the root
    std::string by;                 // staff account
    TimePoint now{};
    // Named moments between which a crash is interesting: "made", "wrapped", "turned", "kept", "placed".
    std::function<void(std::string_view moment)> checkpoint{};
};
struct Rotated {
    std::string before{}, after{};      // fingerprints
    std::int64_t keys = 0;              // sealed anew; 0 if a run that was cut off had done so
    std::filesystem::path kept_file{};  // the key of before: backups of its time open with it
};
// The new key lies beside the old one as KEY.next until all is sealed under it, then takes its name. After a crash at
// any point one of the two opens the data, and running it again ends it. Errc::conflict: somebody works on the
// database, or the spool holds something. Errc::misconfigured: the data lies under neither key. Errc::unavailable: a
// disk does not take it. After an error nothing was changed, or running it again ends it.
[[nodiscard]] Result<Rotated> rotate_root(const RotationPlan& plan);

}  // namespace sambung::store
