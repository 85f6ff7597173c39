// One life of a connection: a hiredis async context whose socket an io_context watches. It connects, sends, receives
// and ends; making it anew, timeouts and who waits for what are the owner's (redis_connection.h).
//
// Writes go out by "post flush": the first command of a loop turn posts the write, so all commands of that turn leave
// in one.
#pragma once

#include "redis_command.h"
#include "redis_reply.h"
#include "store/task.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <cstdint>
#include <memory>
#include <string>

struct redisAsyncContext;

namespace sambung::store {

class RedisLinkOwner {
 public:
    virtual void link_opened() = 0;
    virtual void link_replied(RedisReply reply) = 0;  // in the order in which commands were sent
    virtual void link_lost() = 0;                     // at most once, then nothing more comes

 protected:
    ~RedisLinkOwner() = default;
};

class RedisLink : public std::enable_shared_from_this<RedisLink> {
 public:
    // Null if it failed at once. `address` is numeric: a name would make hiredis resolve it, and block.
    [[nodiscard]] static std::shared_ptr<RedisLink> to_address(Executor io, RedisLinkOwner& owner,
                                                               const std::string& address, std::uint16_t port);
    [[nodiscard]] static std::shared_ptr<RedisLink> to_socket(Executor io, RedisLinkOwner& owner,
                                                              const std::string& path);
    RedisLink(Executor io, RedisLinkOwner& owner);
    RedisLink(const RedisLink&) = delete;
    RedisLink& operator=(const RedisLink&) = delete;
    ~RedisLink();

    // False if the link is gone already.
    [[nodiscard]] bool send(const RedisCommand& command);
    // Ends it; the owner hears nothing more. Not from within hiredis, so never from link_replied.
    void drop();

 private:
    struct Hooks;  // what hiredis calls
    bool attach(redisAsyncContext* context);
    void watch_reading();
    void watch_writing();
    void post_flush();
    void flush();
    void let_go();

    Executor io_;
    RedisLinkOwner* owner_;
    boost::asio::posix::basic_stream_descriptor<Executor> socket_;
    redisAsyncContext* context_ = nullptr;
    bool open_ = false;
    bool reading_ = false;
    bool writing_ = false;
    bool flush_posted_ = false;
    bool flushing_ = false;
};

}  // namespace sambung::store
