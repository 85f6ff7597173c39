// An answer of Redis as a value of our own: hiredis frees its replies when the callback returns.
#pragma once

#include "model/error.h"

#include <string>
#include <string_view>
#include <vector>

struct redisReply;

namespace sambung::store {

struct RedisReply {
    enum class Kind { nil, integer, text, status, error, array };
    Kind kind = Kind::nil;
    long long integer = 0;
    std::string text;  // of text, status and error
    std::vector<RedisReply> elements;

    [[nodiscard]] static RedisReply from(const redisReply& reply);
    // "NOSCRIPT" of "NOSCRIPT No matching script.": empty unless this is an error.
    [[nodiscard]] std::string_view error_word() const;
};

// The reply, or Errc::unavailable if it is an error; the detail is the error's first word ("redis: OOM"), since the
// rest may quote what was sent.
[[nodiscard]] Result<RedisReply> granted(Result<RedisReply> reply);

// Redis answers, and says that it will not serve for now: LOADING, OOM, READONLY, MISCONF, MASTERDOWN.
[[nodiscard]] bool says_not_now(const Error& error);

}  // namespace sambung::store
