// The table of root keys: which one the data lies under.
#pragma once

#include "sql.h"
#include "store/key_rotation.h"
#include "store/keys.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

struct RootInUse {
    std::string fingerprint;
    std::string carried;
};
// Nothing: no key was ever replaced here, or the database is of an older release.
[[nodiscard]] std::optional<RootInUse> root_in_use(Sql& sql);
// The keys as this database needs them. Errc::misconfigured: it lies under another root.
[[nodiscard]] Result<Keys> fit(Sql& sql, const Keys& keys);
[[nodiscard]] std::vector<RootKeyStand> roots_of(Sql& sql);
// The time of the first event: since when the first root key has been in use.
[[nodiscard]] std::optional<TimePoint> begun(Sql& sql);
void note_replaced(Sql& sql, const Keys& before, const Keys& after, std::string_view by, TimePoint now);

}  // namespace sambung::store
