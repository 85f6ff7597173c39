// The session stores that exist. Lifetimes: the io_context outlives the store, keys and database also the coroutines
// that wait in it. A store may be destroyed while coroutines wait in it: they resume with Errc::unavailable or timeout
// (from the io_context) and touch it no more.
#pragma once

#include "store/database.h"
#include "store/keys.h"
#include "store/session_store.h"

#include <functional>
#include <memory>
#include <string>

namespace sambung::store {

// What time it is, for the expiry of sessions in memory and in SQL; Redis has its own clock.
using Clock = std::function<TimePoint()>;
[[nodiscard]] TimePoint system_now();

// Lives and dies with the process; not shared between processes. For tests, replay and trying out.
[[nodiscard]] std::unique_ptr<SessionStore> make_memory_sessions(Clock now = system_now);

// In the case database: slower, durable. Also the fall-back while Redis is away. claim_due also deletes what has
// expired.
[[nodiscard]] std::unique_ptr<SessionStore> make_sql_sessions(Database& database, const Keys& keys,
                                                              Clock now = system_now);

struct RedisOptions {
    // redis://[[user]:password@]host[:port][/db] or redis+unix://[[user]:password@]/path[?db=N]
    std::string url;
    milliseconds command_timeout{1000};  // an answer later than this counts as none; the connection is made anew
    milliseconds reconnect_after{200};   // first wait after a failed try; doubles to 5 s
    std::string prefix = "smb:";
};
// One hiredis async connection on the shard's io_context. A turn is one HGETALL and one EVALSHA; NOSCRIPT falls back to
// EVAL. Errc::misconfigured if the URL cannot be read; a server that is down is no error here.
//
// A session is a hash of three fields: revision, one sealed blob of body and reply, and the last event keys. Run Redis
// with `hash-max-listpack-value 1024`: the hash then stays one flat listpack; with the default of 64 bytes each becomes
// a hash table, which costs about 30 % more memory. `maxmemory-policy noeviction`: an evicted session is a
// conversation forgotten.
//
// hiredis writes with write(2), which raises SIGPIPE when the server has gone: a process that has left that signal at
// its default (death) gets it ignored here.
[[nodiscard]] Result<std::unique_ptr<SessionStore>> make_redis_sessions(boost::asio::io_context& io, const Keys& keys,
                                                                        RedisOptions options);

struct FailoverTimes {
    milliseconds give_up_after{2000};  // of nothing but errors
    milliseconds reread_every{250};    // the switch
    milliseconds probe_every{1000};    // Redis, while it fails or SQL serves
};
// Redis while it works, SQL while it does not. After 2 s of errors (or at once on LOADING, OOM, READONLY, MISCONF) the
// switch, one SQL row that all processes obey within 250 ms, goes over to SQL; before it goes back, sessions changed
// meanwhile are copied to Redis if their revision is the newer one. `on_switch(true)` tells that SQL serves now; it is
// called on the store's thread, also at the start if the switch is found over.
//
// A call that Redis fails is tried there once more if it failed quickly (a broken connection is made anew), and is then
// answered by SQL, switch or no switch. What follows from that, and why it is safe:
// - A load by SQL does not find the session that Redis holds: the conversation begins anew; nothing granted is lost.
// - A commit by SQL may expect a revision that SQL has never seen, since it was loaded from Redis. SQL takes it if it
// has no
//   session of that person or an older one: the session is handed over. A newer one is a conflict, as ever.
// - A session in SQL while Redis serves is a stray. It is copied to Redis before its person's next load (within 250 ms
// by the
//   process that wrote it, by the others as soon as they have read the switch) or by the next probe, whichever comes
//   first.
// - If two processes go on with one session, one in Redis and one in SQL, the higher revision stays. Wishes are granted
// by
//   SQL under their keys, so what such a turn has done stays done once.
[[nodiscard]] std::unique_ptr<SessionStore> make_failover_sessions(boost::asio::io_context& io,
                                                                   std::unique_ptr<SessionStore> redis,
                                                                   Database& database, const Keys& keys,
                                                                   std::function<void(bool on_sql)> on_switch,
                                                                   FailoverTimes times = {}, Clock now = system_now);

}  // namespace sambung::store
