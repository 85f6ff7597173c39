// A part of a job whose failure leaves the rest of the job as it is.
#pragma once

#include "sql.h"

namespace sambung::store {

// False, and nothing of it stays, if the data itself were the reason: a row that does not open under its key, or that
// breaks a rule. What may pass (a full disk, a busy file) is thrown on, so that the whole job is tried again.
template <class Work>
[[nodiscard]] bool in_savepoint(Sql& sql, Work work) {
    sql.script("SAVEPOINT part");
    try {
        work();
    } catch (const BrokenSeal&) {
        sql.script("ROLLBACK TO part; RELEASE part");
        return false;
    } catch (const SqlError& error) {
        if (error.passing()) throw;
        sql.script("ROLLBACK TO part; RELEASE part");
        return false;
    }
    sql.script("RELEASE part");
    return true;
}

}  // namespace sambung::store
