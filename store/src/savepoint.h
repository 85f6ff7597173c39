// A part of a job whose failure leaves the rest of the job as it is.
#pragma once

#include "sql.h"

#include <exception>
#include <new>

namespace sambung::store {

// False, and nothing of it stays, if the data itself were the reason: a row that does not open under its key, cannot be
// read, or breaks a rule. What may pass (a full disk, a busy file) is thrown on, so that the whole job is tried again.
template <class Work>
[[nodiscard]] bool in_savepoint(Sql& sql, Work work) {
    sql.script("SAVEPOINT part");
    try {
        work();
    } catch (const SqlError& error) {
        // A page that cannot be read is of that row; trying it again brings nothing.
        if (error.passing() && error.code() != SQLITE_CORRUPT) throw;
        sql.script("ROLLBACK TO part; RELEASE part");
        return false;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        sql.script("ROLLBACK TO part; RELEASE part");
        return false;
    }
    sql.script("RELEASE part");
    return true;
}

}  // namespace sambung::store
