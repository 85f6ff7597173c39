// Where Redis is, as one configuration string says it: redis://[[user]:password@]host[:port][/db] or
// redis+unix://[[user]:password@]/path[?db=N]. Percent-escapes in user and password are undone.
#pragma once

#include "model/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sambung::store {

struct RedisTarget {
    std::string host;  // empty: the unix socket at `path`
    std::uint16_t port = 6379;
    std::string path;
    std::string user;
    std::string password;
    unsigned database = 0;
};

// Errc::misconfigured names the part that is wrong, never its value: a URL may hold a password.
[[nodiscard]] Result<RedisTarget> parse_redis_url(std::string_view url);

}  // namespace sambung::store
