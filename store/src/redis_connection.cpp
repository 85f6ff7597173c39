#include "redis_connection.h"

#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <string>
#include <utility>

namespace sambung::store {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_pending = 16384;
// A write to a server that has gone must be an error, not the end of the process.
void ignore_broken_pipes() {
    struct sigaction now{};
    if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
}

// The handler runs from the io_context, never from inside hiredis.
template <class Handler>
auto later(Handler handler) {
    return [handler = std::move(handler)](auto value) mutable {
        asio::post(asio::append(std::move(handler), std::move(value)));
    };
}

}  // namespace

std::shared_ptr<RedisConnection> RedisConnection::open(asio::io_context& io, RedisTarget target,
                                                       RedisPatience patience) {
    ignore_broken_pipes();
    auto connection = std::make_shared<RedisConnection>(io, std::move(target), patience);
    asio::post(io, [connection] {
        if (connection->state_ == State::connecting) connection->connect();
    });
    return connection;
}

RedisConnection::RedisConnection(asio::io_context& io, RedisTarget target, RedisPatience patience)
    : io_(io.get_executor()),
      target_(std::move(target)),
      patience_(patience),
      watch_timer_(io_),
      rest_timer_(io_),
      resolver_(io_),
      next_rest_(patience.reconnect),
      connect_deadline_(Clock::time_point::max()) {}

RedisConnection::~RedisConnection() { close(); }

Task<Result<RedisReply>> RedisConnection::ask(RedisCommand command) {
    return asio::async_initiate<decltype(use_task), void(Result<RedisReply>)>(
        [self = shared_from_this()](auto handler, RedisCommand asked) {
            self->submit(std::move(asked), later(std::move(handler)));
        },
        use_task, std::move(command));
}

Task<std::vector<Result<RedisReply>>> RedisConnection::ask_all(std::vector<RedisCommand> commands) {
    struct Gathered {
        std::vector<std::optional<Result<RedisReply>>> answers;
        std::size_t missing;
    };
    return asio::async_initiate<decltype(use_task), void(std::vector<Result<RedisReply>>)>(
        [self = shared_from_this()](auto handler, std::vector<RedisCommand> asked) {
            auto gathered = std::make_shared<Gathered>(Gathered{.answers = {}, .missing = asked.size()});
            gathered->answers.resize(asked.size());
            auto done = std::make_shared<std::move_only_function<void(std::vector<Result<RedisReply>>)>>(
                later(std::move(handler)));
            if (asked.empty()) return (*done)({});
            for (std::size_t at = 0; at < asked.size(); ++at)
                self->submit(std::move(asked[at]), [gathered, done, at](Result<RedisReply> answer) {
                    gathered->answers[at] = std::move(answer);
                    if (--gathered->missing > 0) return;
                    std::vector<Result<RedisReply>> all;
                    for (auto& each : gathered->answers) all.push_back(std::move(*each));
                    (*done)(std::move(all));
                });
        },
        use_task, std::move(commands));
}

void RedisConnection::close() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    fail_all();
    watch_timer_.cancel();
    rest_timer_.cancel();
    resolver_.cancel();
}

void RedisConnection::submit(RedisCommand command, Answer answer) {
    if (state_ == State::closed || state_ == State::resting)
        return answer(fail(Errc::unavailable, "redis: no connection"));
    if (waiting_.size() + sent_.size() >= most_pending)
        return answer(fail(Errc::unavailable, "redis: too many commands wait"));
    Asked asked{std::move(command), std::move(answer), Clock::now() + patience_.answer};
    if (state_ == State::ready)
        send(std::move(asked));
    else
        waiting_.push_back(std::move(asked));
    watch();
}

void RedisConnection::send(Asked asked) {
    if (!link_->send(asked.command)) return asked.answer(fail(Errc::unavailable, "redis: no connection"));
    sent_.push_back(std::move(asked));
}

void RedisConnection::connect() {
    state_ = State::connecting;
    ++tries_;
    connect_deadline_ = Clock::now() + patience_.answer;
    watch();
    if (target_.host.empty()) return attach(RedisLink::to_socket(io_, *this, target_.path));
    boost::system::error_code not_numeric;
    asio::ip::make_address(target_.host, not_numeric);
    if (not_numeric) return resolve();
    attach(RedisLink::to_address(io_, *this, target_.host, target_.port));
}

void RedisConnection::resolve() {
    resolver_.async_resolve(
        target_.host, std::to_string(target_.port),
        [self = shared_from_this(), attempt = tries_](boost::system::error_code failed, Resolver::results_type found) {
            if (self->state_ != State::connecting || self->tries_ != attempt || self->link_) return;
            if (failed || found.empty()) return self->lose();
            // Each try takes the next address, so "localhost" reaches a server that listens on one family only.
            const auto address = std::next(found.begin(), static_cast<std::ptrdiff_t>(attempt % found.size()));
            self->attach(
                RedisLink::to_address(self->io_, *self, address->endpoint().address().to_string(), self->target_.port));
        });
}

void RedisConnection::attach(std::shared_ptr<RedisLink> link) {
    link_ = std::move(link);
    if (!link_) lose();
}

void RedisConnection::link_opened() {
    state_ = State::greeting;
    if (!target_.password.empty() && target_.user.empty()) greet({"AUTH", target_.password}, Greeting::required);
    if (!target_.password.empty() && !target_.user.empty())
        greet({"AUTH", target_.user, target_.password}, Greeting::required);
    if (target_.database != 0) greet({"SELECT", std::to_string(target_.database)}, Greeting::required);
    greet({"CLIENT", "SETNAME", "sambung"}, Greeting::polite);  // for whoever reads CLIENT LIST; an ACL may forbid it
}

void RedisConnection::greet(RedisCommand command, Greeting greeting) {
    if (link_->send(command)) greetings_.push_back(greeting);
}

void RedisConnection::link_replied(RedisReply reply) {
    if (!greetings_.empty()) return greeted(reply);
    if (sent_.empty()) return;  // a word nobody asked for
    Asked asked = std::move(sent_.front());
    sent_.pop_front();
    asked.answer(std::move(reply));
}

void RedisConnection::greeted(const RedisReply& reply) {
    const Greeting greeting = greetings_.front();
    greetings_.pop_front();
    if (greeting == Greeting::polite || reply.kind != RedisReply::Kind::error) {
        if (greetings_.empty()) ready();
        return;
    }
    // What waits must not run unauthenticated, or in another database. hiredis is on the stack: end the link later.
    greetings_.clear();
    asio::post(io_, [self = shared_from_this(), attempt = tries_] {
        if (self->tries_ == attempt && self->state_ == State::greeting) self->lose();
    });
}

void RedisConnection::ready() {
    state_ = State::ready;
    ready_since_ = Clock::now();
    for (Asked& asked : std::exchange(waiting_, {})) send(std::move(asked));
}

void RedisConnection::link_lost() { lose(); }

void RedisConnection::fail_all() {
    if (link_) std::exchange(link_, nullptr)->drop();
    greetings_.clear();
    for (Asked& asked : std::exchange(sent_, {})) asked.answer(fail(Errc::timeout, "redis: no answer"));
    for (Asked& asked : std::exchange(waiting_, {})) asked.answer(fail(Errc::unavailable, "redis: no connection"));
}

void RedisConnection::lose() {
    if (state_ == State::closed) return;
    const bool was_stable = state_ == State::ready && Clock::now() - ready_since_ >= patience_.stable;
    state_ = State::resting;
    fail_all();
    if (was_stable) {
        next_rest_ = patience_.reconnect;
        return connect();
    }
    rest_timer_.expires_after(next_rest_);
    next_rest_ = std::min(next_rest_ * 2, patience_.reconnect_most);
    rest_timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled && self->state_ == State::resting) self->connect();
    });
}

void RedisConnection::watch() {
    if (watching_) return;
    watching_ = true;
    watch_timer_.expires_after(std::max(milliseconds{1}, patience_.answer / 8));
    watch_timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        self->watching_ = false;
        if (!cancelled) self->look();
    });
}

void RedisConnection::look() {
    const auto now = Clock::now();
    const bool connecting = state_ == State::connecting || state_ == State::greeting;
    const bool too_slow = (connecting && connect_deadline_ <= now) ||
                          (!sent_.empty() && sent_.front().deadline <= now) ||
                          (!waiting_.empty() && waiting_.front().deadline <= now);
    if (too_slow) return lose();
    if (connecting || !sent_.empty()) watch();
}

}  // namespace sambung::store
