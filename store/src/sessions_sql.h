// Sessions as rows of the case database, and the row that says who serves sessions: what the SQL store and the
// fail-over share. The functions keep no reference to a store, so one may end while they wait.
#pragma once

#include "sessions_record.h"
#include "store/database.h"
#include "store/sessions.h"

#include <optional>
#include <utility>
#include <vector>

namespace sambung::store {

// What to do with a commit that expects a revision SQL has not seen (sessions.h, make_failover_sessions).
enum class Arrivals { refused, handed_over };

[[nodiscard]] Task<Result<SessionRecord>> load_row(Database& database, const Keys& keys, PersonId person, EventId event,
                                                   TimePoint now);
[[nodiscard]] Task<Result<Committed>> commit_row(Database& database, const Keys& keys, SessionWrite write,
                                                 Arrivals arrivals, TimePoint now);
// `clock_now` is when sessions expire by; `now` is the caller's, for timers.
[[nodiscard]] Task<Result<std::vector<PersonId>>> claim_rows(Database& database, TimePoint now, milliseconds lease,
                                                             int most, TimePoint clock_now);
[[nodiscard]] Task<Result<bool>> charge_row(Database& database, PersonId person, std::string what, int limit,
                                            seconds window, TimePoint now);
[[nodiscard]] Task<Result<>> ping_rows(Database& database);

// ---- the switch
// -----------------------------------------------------------------------------------------------------------

struct SwitchView {
    bool on_sql = false;
    bool strays = false;  // there are sessions in SQL
};
[[nodiscard]] Task<Result<SwitchView>> read_switch(Database& database);
[[nodiscard]] Task<Result<>> set_switch(Database& database, SwitchView to, TimePoint now);

// ---- on the way back to Redis
// --------------------------------------------------------------------------------------------

struct Stray {
    PersonId person;
    StoredSession session;
    TimePoint expires;
    std::optional<TimePoint> due;
};
// The person's, or none.
[[nodiscard]] Task<Result<std::optional<Stray>>> find_stray(Database& database, PersonId person);
// A page of them in the order of their row keys; `after` is the last one seen, none to begin.
[[nodiscard]] Task<Result<std::vector<Stray>>> list_strays(Database& database, std::optional<PersonId> after, int most);
// Deletes those that still have the revision they were read with.
[[nodiscard]] Task<Result<>> forget_strays(Database& database, std::vector<std::pair<PersonId, std::uint64_t>> read);

}  // namespace sambung::store
