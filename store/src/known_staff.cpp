#include "store/known_staff.h"

#include "sql.h"
#include "staff_names.h"

namespace sambung::store {

Result<> check_known_staff(Database& database, const std::string& by) {
    if (const Result<> named = check_staff_name(by); !named) return named;
    return database.read_now([&by](Sql& sql) -> Result<> {
        if (!sql.query("SELECT 1 FROM staff LIMIT 1").next()) return {};
        if (sql.query("SELECT 1 FROM staff WHERE account = ? AND disabled = 0", by).next()) return {};
        return fail(Errc::refused, "--by is no staff account of this office; see `sambung user list`");
    });
}

}  // namespace sambung::store
