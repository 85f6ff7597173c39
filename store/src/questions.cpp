#include "store/questions.h"

#include "clerk.h"
#include "questioning.h"
#include "staff_names.h"

#include <optional>

namespace sambung::store {

Result<> ask_citizen(Database& database, const Keys& keys, const cases::Office& office, const Asking& asking,
                     const Herald& herald, TimePoint now) {
    if (const Result<> named = check_staff_name(asking.by); !named) return named;
    return database.write_now([&](Sql& sql) -> Result<> {
        std::optional<CaseRow> row = case_by_ticket(sql, asking.ticket);
        if (!row) return fail(Errc::not_found, "no such case");
        Clerk clerk(sql, keys, now);
        return ask({clerk, office, herald}, *row, asking.question, asking.by);
    });
}

}  // namespace sambung::store
