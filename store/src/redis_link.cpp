#include "redis_link.h"

#include <boost/asio/post.hpp>
#include <hiredis/async.h>

#include <fcntl.h>
#include <utility>

namespace sambung::store {

namespace asio = boost::asio;

// hiredis 0.14 frees the context by itself when the link fails: on the way it answers what is pending with null, calls
// `cleanup`, and then closes the socket. `cleanup` comes in every case (the disconnect callback only if it was ever
// connected), so that is where a link learns of its end, and the last moment to take the socket out of the reactor.
struct RedisLink::Hooks {
    static void add_read(void* link) { static_cast<RedisLink*>(link)->watch_reading(); }
    static void add_write(void* link) {
        auto* self = static_cast<RedisLink*>(link);
        // Before the connection stands, a write would count it as connected; and after a part was written, the kernel's
        // buffer is full: both wait until the socket can be written to.
        if (self->open_ && !self->flushing_) return self->post_flush();
        self->watch_writing();
    }
    static void ignore(void*) {}
    static void cleanup(void* link) { static_cast<RedisLink*>(link)->let_go(); }

    static void connected(const redisAsyncContext* context, int status) {
        auto* self = static_cast<RedisLink*>(context->data);
        if (self == nullptr || status != REDIS_OK) return;
        self->open_ = true;
        if (self->owner_ != nullptr) self->owner_->link_opened();
    }
    static void replied(redisAsyncContext* context, void* reply, void*) {
        auto* self = static_cast<RedisLink*>(context->data);
        if (self == nullptr || self->owner_ == nullptr || reply == nullptr)
            return;  // null: the link ends, cleanup follows
        self->owner_->link_replied(RedisReply::from(*static_cast<const redisReply*>(reply)));
    }
};

std::shared_ptr<RedisLink> RedisLink::to_address(Executor io, RedisLinkOwner& owner, const std::string& address,
                                                 std::uint16_t port) {
    auto link = std::make_shared<RedisLink>(io, owner);
    return link->attach(redisAsyncConnect(address.c_str(), port)) ? link : nullptr;
}

std::shared_ptr<RedisLink> RedisLink::to_socket(Executor io, RedisLinkOwner& owner, const std::string& path) {
    auto link = std::make_shared<RedisLink>(io, owner);
    return link->attach(redisAsyncConnectUnix(path.c_str())) ? link : nullptr;
}

RedisLink::RedisLink(Executor io, RedisLinkOwner& owner) : io_(io), owner_(&owner), socket_(io) {}

RedisLink::~RedisLink() { drop(); }

bool RedisLink::attach(redisAsyncContext* context) {
    if (context == nullptr) return false;
    boost::system::error_code failed;
    if (context->err == 0) socket_.assign(context->c.fd, failed);
    if (context->err != 0 || failed) {
        redisAsyncFree(context);
        return false;
    }
    ::fcntl(context->c.fd, F_SETFD, FD_CLOEXEC);
    context_ = context;
    context->data = this;
    context->ev.data = this;
    context->ev.addRead = &Hooks::add_read;
    context->ev.delRead = &Hooks::ignore;
    context->ev.addWrite = &Hooks::add_write;
    context->ev.delWrite = &Hooks::ignore;
    context->ev.cleanup = &Hooks::cleanup;
    redisAsyncSetConnectCallback(context, &Hooks::connected);  // also asks for the first write
    return true;
}

bool RedisLink::send(const RedisCommand& command) {
    if (context_ == nullptr) return false;
    const std::string& bytes = command.bytes();
    return redisAsyncFormattedCommand(context_, &Hooks::replied, nullptr, bytes.data(), bytes.size()) == REDIS_OK;
}

void RedisLink::drop() {
    owner_ = nullptr;
    if (context_ == nullptr) return;
    redisAsyncContext* context = std::exchange(context_, nullptr);
    context->data = nullptr;
    redisAsyncFree(context);
}

void RedisLink::watch_reading() {
    if (reading_) return;
    reading_ = true;
    socket_.async_wait(socket_.wait_read, [self = shared_from_this()](boost::system::error_code failed) {
        self->reading_ = false;
        if (!failed && self->context_ != nullptr) redisAsyncHandleRead(self->context_);
    });
}

void RedisLink::watch_writing() {
    if (writing_) return;
    writing_ = true;
    socket_.async_wait(socket_.wait_write, [self = shared_from_this()](boost::system::error_code failed) {
        self->writing_ = false;
        if (!failed) self->flush();
    });
}

void RedisLink::post_flush() {
    if (flush_posted_) return;
    flush_posted_ = true;
    asio::post(io_, [self = shared_from_this()] {
        self->flush_posted_ = false;
        self->flush();
    });
}

void RedisLink::flush() {
    if (context_ == nullptr) return;
    flushing_ = true;
    redisAsyncHandleWrite(context_);
    flushing_ = false;
}

void RedisLink::let_go() {
    context_ = nullptr;
    socket_.release();
    RedisLinkOwner* owner = std::exchange(owner_, nullptr);
    if (owner != nullptr) owner->link_lost();
}

}  // namespace sambung::store
