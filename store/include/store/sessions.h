// The session stores that exist. Lifetimes: the io_context, keys and database outlive the store.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/database.h"
#include "store/keys.h"
#include "store/session_store.h"

namespace sambung::store {

// Lives and dies with the process; not shared between processes. For tests, replay and trying out.
[[nodiscard]] std::unique_ptr<SessionStore> make_memory_sessions();

// In the case database: slower, durable. Also the fall-back while Redis is away.
[[nodiscard]] std::unique_ptr<SessionStore> make_sql_sessions(Database& database, const Keys& keys);

struct RedisOptions {
    std::string url;                      // "redis://host:port/db" or "redis+unix:///path"
    milliseconds command_timeout{1000};   // an answer later than this counts as none; the connection is made anew
    milliseconds reconnect_after{200};    // first wait; doubles to 5 s
    std::string prefix = "smb:";
};
// One hiredis async connection on the shard's io_context. A turn is one HGETALL and one EVALSHA; NOSCRIPT falls back to EVAL.
// Errc::misconfigured if the URL cannot be read; a server that is down is no error here.
[[nodiscard]] Result<std::unique_ptr<SessionStore>> make_redis_sessions(boost::asio::io_context& io, const Keys& keys, RedisOptions options);

// Redis while it works, SQL while it does not. After 2 s of errors (or LOADING, OOM, READONLY, MISCONF) the switch, one SQL row that all
// processes obey, goes over to SQL; before it goes back, sessions changed meanwhile are copied to Redis by revision.
// `on_switch(true)` tells that SQL serves now.
[[nodiscard]] std::unique_ptr<SessionStore> make_failover_sessions(boost::asio::io_context& io, std::unique_ptr<SessionStore> redis,
                                                                   Database& database, const Keys& keys,
                                                                   std::function<void(bool on_sql)> on_switch);

}  // namespace sambung::store
