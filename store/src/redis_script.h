// Lua scripts that came into the binary from src/lua, and how they are called: by digest, and once by text where Redis
// has forgotten them (a restart, SCRIPT FLUSH).
#pragma once

#include "model/error.h"
#include "redis_connection.h"
#include "redis_reply.h"
#include "store/task.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

struct RedisScript {
    std::string_view text;
    std::string digest;  // 40 hex digits

    // By the name of its file, "commit.lua". The name is part of the program: an unknown one is a bug and throws.
    [[nodiscard]] static RedisScript embedded(std::string_view name);
};

// SHA-1 (FIPS 180-4) in hex: the name by which EVALSHA knows a script. Not for anything that must be secure.
[[nodiscard]] std::string script_digest(std::string_view text);

// What a script is called with; the views must live until the answer.
struct ScriptCall {
    std::string_view script_text;
    std::string_view script_digest;
    std::vector<std::string_view> keys;
    std::vector<std::string_view> arguments;

    [[nodiscard]] RedisCommand by_digest() const;
    [[nodiscard]] RedisCommand by_text() const;
};

// The script's answer. Errc::unavailable, also for an error reply; Errc::timeout: it may have run.
[[nodiscard]] Task<Result<RedisReply>> run(std::shared_ptr<RedisConnection> redis, ScriptCall call);

}  // namespace sambung::store
