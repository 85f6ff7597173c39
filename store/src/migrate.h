// Brings a database to the form that this program knows. Forward only; each step in its own transaction.
#pragma once

#include "model/error.h"
#include "sql.h"

#include <span>
#include <string_view>
#include <vector>

namespace sambung::store {

struct Migration {
    int number = 0;  // 1, 2, 3 …: the file's user_version after it
    std::string_view sql;
};

// Those of store/migrations/sqlite, compiled in, by number.
[[nodiscard]] std::vector<Migration> known_migrations();

// Errc::misconfigured if the file was made by another program or a newer version of this one; it is left as it was.
// Two processes may start at once: whoever comes second finds the step done.
[[nodiscard]] Result<> migrate(Sql& sql, std::span<const Migration> migrations);

}  // namespace sambung::store
