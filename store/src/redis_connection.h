// The one connection of a shard to Redis: made anew when it breaks, greeted (AUTH, SELECT), watched by one coarse timer
// instead of a timer a command. Commands of one loop turn leave in one write; answers come in their order. Never
// blocks, not even to resolve a name. One thread: the io_context's.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "redis_command.h"
#include "redis_link.h"
#include "redis_reply.h"
#include "redis_url.h"
#include "store/task.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace sambung::store {

struct RedisPatience {
    milliseconds answer{1000};    // for an answer, and for a connection to stand
    milliseconds reconnect{200};  // the first wait before another try; doubles
    milliseconds reconnect_most{5000};
    // A connection that stood at least this long is made anew at once, without a wait; a shorter one waits, so that a
    // server that closes each connection is not stormed.
    milliseconds stable{1000};
};

class RedisConnection final : public std::enable_shared_from_this<RedisConnection>, private RedisLinkOwner {
 public:
    // Starts connecting when the io_context runs. Stays alive, with what waits in it, until close().
    [[nodiscard]] static std::shared_ptr<RedisConnection> open(boost::asio::io_context& io, RedisTarget target,
                                                               RedisPatience patience);
    RedisConnection(boost::asio::io_context& io, RedisTarget target, RedisPatience patience);
    ~RedisConnection();

    // Redis's answer, which may be an error reply (granted() in redis_reply.h makes one an Error).
    // Errc::unavailable: it was not sent, as there is no connection now or too many commands wait already.
    // Errc::timeout: it was sent and no answer came, in time or before the connection broke. The connection is made
    // anew then.
    [[nodiscard]] Task<Result<RedisReply>> ask(RedisCommand command);
    // All at once; one answer a command, in their order.
    [[nodiscard]] Task<std::vector<Result<RedisReply>>> ask_all(std::vector<RedisCommand> commands);

    // Fails what waits and lets the connection go. Whoever waits resumes from the io_context, later.
    void close();

 private:
    using Clock = std::chrono::steady_clock;
    using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;
    using Resolver = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Executor>;
    using Answer = std::move_only_function<void(Result<RedisReply>)>;
    enum class Greeting { required, polite };  // without a polite one, it works as well
    enum class State { resting, connecting, greeting, ready, closed };
    struct Asked {
        RedisCommand command;
        Answer answer;
        Clock::time_point deadline;
    };

    void submit(RedisCommand command, Answer answer);
    void send(Asked asked);
    void connect();
    void resolve();
    void attach(std::shared_ptr<RedisLink> link);
    void greet(RedisCommand command, Greeting greeting);
    void greeted(const RedisReply& reply);
    void ready();
    void fail_all();
    void lose();
    void watch();
    void look();

    void link_opened() override;
    void link_replied(RedisReply reply) override;
    void link_lost() override;

    Executor io_;
    RedisTarget target_;
    RedisPatience patience_;
    Timer watch_timer_;
    Timer rest_timer_;
    Resolver resolver_;
    State state_ = State::connecting;
    std::shared_ptr<RedisLink> link_;
    std::deque<Asked> waiting_;       // for the connection to stand
    std::deque<Asked> sent_;          // for their answers
    std::deque<Greeting> greetings_;  // sent, not answered
    bool watching_ = false;
    unsigned tries_ = 0;
    milliseconds next_rest_;
    Clock::time_point connect_deadline_;
    Clock::time_point ready_since_;
};

}  // namespace sambung::store
