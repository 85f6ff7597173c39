// The parts of the fail-over store: what it knows, how it reads and sets the switch, how sessions go back to Redis.
// make_failover_sessions in sessions.h says what it promises.
#pragma once

#include "sessions_sql.h"
#include "store/sessions.h"

#include <boost/asio/basic_waitable_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace sambung::store {

// Shared by the store and the coroutines that wait in it. After a wait a coroutine looks at `redis` before it goes on:
// it is null once the store has been destroyed, and then the database may be gone too.
struct Failover {
    using Steady = std::chrono::steady_clock;
    using Timer = boost::asio::basic_waitable_timer<Steady, boost::asio::wait_traits<Steady>, Executor>;

    Failover(Executor io, std::unique_ptr<SessionStore> redis_sessions, Database& the_database, const Keys& the_keys,
             std::function<void(bool)> when_switched, FailoverTimes the_times, Clock clock);

    // The store is being destroyed: what waits resumes, and ends.
    void end();
    [[nodiscard]] bool ended() const { return redis == nullptr; }
    void redis_answered() { failing_since.reset(); }
    // A session was left in SQL; true of the row too once it is read anew.
    void note_stray();
    // Takes in what the row said, in a reading that began at `asked`, and tells whoever wants to know.
    void obey(SwitchView row, Steady::time_point asked);

    std::unique_ptr<SessionStore> redis;
    Database& database;
    const Keys& keys;
    std::function<void(bool)> on_switch;
    FailoverTimes times;
    Clock now;
    Timer timer;
    SwitchView view;
    bool view_known = false;
    bool switching = false;
    Steady::time_point view_read;
    Steady::time_point probed;
    Steady::time_point strayed;
    std::optional<Steady::time_point> failing_since;  // nothing but errors since then
};
using FailoverPtr = std::shared_ptr<Failover>;

// Reads the switch if the last reading is older than reread_every. If SQL does not answer, the last view stands.
[[nodiscard]] Task<> look_at_switch(FailoverPtr failover);
// Redis did not serve a call: notes it, and sets the switch if it was the last straw.
[[nodiscard]] Task<> redis_failed(FailoverPtr failover, Error error);
// Copies the person's session to Redis if it waits in SQL. Errors leave it there.
[[nodiscard]] Task<> bring_home(FailoverPtr failover, PersonId person);
// Follows the switch, probes a failing Redis and brings sessions back, until the store ends.
[[nodiscard]] Task<> keep_watch(FailoverPtr failover);

}  // namespace sambung::store
