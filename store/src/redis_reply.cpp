#include "redis_reply.h"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::string_view detail_prefix = "redis: ";
// LOADING: reads its file after a start. OOM: maxmemory with noeviction. READONLY: has become a replica. MISCONF:
// cannot save and stop-writes-on-bgsave-error is set. MASTERDOWN: a replica that serves no stale data.
constexpr std::array<std::string_view, 5> not_now{"LOADING", "OOM", "READONLY", "MISCONF", "MASTERDOWN"};

RedisReply::Kind kind_of(int type) {
    switch (type) {
        case REDIS_REPLY_INTEGER:
            return RedisReply::Kind::integer;
        case REDIS_REPLY_STRING:
            return RedisReply::Kind::text;
        case REDIS_REPLY_STATUS:
            return RedisReply::Kind::status;
        case REDIS_REPLY_ERROR:
            return RedisReply::Kind::error;
        case REDIS_REPLY_ARRAY:
            return RedisReply::Kind::array;
        default:
            return RedisReply::Kind::nil;
    }
}

}  // namespace

RedisReply RedisReply::from(const redisReply& reply) {
    RedisReply value;
    value.kind = kind_of(reply.type);
    value.integer = reply.integer;
    if (reply.str != nullptr) value.text.assign(reply.str, reply.len);
    if (value.kind != Kind::array) return value;
    value.elements.reserve(reply.elements);
    for (const redisReply* element : std::span{reply.element, reply.elements}) value.elements.push_back(from(*element));
    return value;
}

std::string_view RedisReply::error_word() const {
    if (kind != Kind::error) return {};
    return std::string_view{text}.substr(0, text.find(' '));
}

Result<RedisReply> granted(Result<RedisReply> reply) {
    if (!reply || reply->kind != RedisReply::Kind::error) return reply;
    return fail(Errc::unavailable, std::string{detail_prefix}.append(reply->error_word()));
}

bool says_not_now(const Error& error) {
    std::string_view word = error.detail;
    if (!word.starts_with(detail_prefix)) return false;
    word.remove_prefix(detail_prefix.size());
    return std::ranges::find(not_now, word) != not_now.end();
}

}  // namespace sambung::store
