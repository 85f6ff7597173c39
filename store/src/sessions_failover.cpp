#include "sessions_failover.h"

#include "redis_reply.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace sambung::store {

namespace {

using Steady = Failover::Steady;

bool is_redis_failing(const Error& error) { return error.code == Errc::unavailable || error.code == Errc::timeout; }

Error ended() { return fail(Errc::unavailable, "session store closed").error(); }

// `ask` gives the task of one call on Redis. A call that failed before half of the patience was used up (a connection
// that broke is being made anew) is tried once more; commits can be, since a repeat of an event is known.
template <class T, class Ask>
Task<Result<T>> ask_redis(FailoverPtr failover, Ask ask) {
    const auto began = Steady::now();
    Result<T> answer = co_await ask(*failover->redis);
    if (failover->ended()) co_return std::unexpected(ended());
    const bool quick = Steady::now() - began < failover->times.give_up_after / 4;
    if (answer || !is_redis_failing(answer.error()) || says_not_now(answer.error()) || !quick) co_return answer;
    Result<T> again = co_await ask(*failover->redis);
    co_return again;
}

// One call: by Redis if it serves, by SQL if that serves or Redis fails.
template <class T, class OnRedis, class OnSql>
Task<Result<T>> serve(FailoverPtr failover, OnRedis on_redis, OnSql on_sql) {
    if (!failover->view_known) co_await look_at_switch(failover);
    if (failover->ended()) co_return std::unexpected(ended());
    if (!failover->view.on_sql) {
        Result<T> answer = co_await ask_redis<T>(failover, std::move(on_redis));
        if (failover->ended()) co_return std::unexpected(ended());
        const bool failing = !answer && is_redis_failing(answer.error());
        if (!failing) {
            failover->redis_answered();
            co_return answer;
        }
        co_await redis_failed(failover, std::move(answer.error()));
        if (failover->ended()) co_return std::unexpected(ended());
    }
    Result<T> answer = co_await on_sql(*failover);
    co_return answer;
}

Task<Result<SessionRecord>> load_by(FailoverPtr failover, PersonId person, EventId event) {
    if (failover->view.strays && !failover->view.on_sql) co_await bring_home(failover, person);
    if (failover->ended()) co_return std::unexpected(ended());
    Result<SessionRecord> record = co_await serve<SessionRecord>(
        failover, [=](SessionStore& redis) { return redis.load(person, event); },
        [=](Failover& self) { return load_row(self.database, self.keys, person, event, self.now()); });
    co_return record;
}

Task<Result<Committed>> leave_in_sql(FailoverPtr failover, SessionWrite write) {
    Result<Committed> committed = co_await commit_row(failover->database, failover->keys, std::move(write),
                                                      Arrivals::handed_over, failover->now());
    failover->note_stray();
    co_return committed;
}

Task<Result<Committed>> commit_by(FailoverPtr failover, SessionWrite write) {
    Result<Committed> committed = co_await serve<Committed>(
        failover, [&write](SessionStore& redis) { return redis.commit(write); },
        [&](Failover&) { return leave_in_sql(failover, std::move(write)); });
    co_return committed;
}

class FailoverSessions final : public SessionStore {
 public:
    explicit FailoverSessions(FailoverPtr failover) : failover_(std::move(failover)) {}
    ~FailoverSessions() override { failover_->end(); }

    Task<Result<SessionRecord>> load(PersonId person, EventId event) override {
        return load_by(failover_, person, event);
    }
    Task<Result<Committed>> commit(SessionWrite write) override { return commit_by(failover_, std::move(write)); }
    Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) override {
        return serve<std::vector<PersonId>>(
            failover_, [=](SessionStore& redis) { return redis.claim_due(now, lease, most); },
            [=](Failover& self) { return claim_rows(self.database, now, lease, most, self.now()); });
    }
    Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                              TimePoint now) override {
        return serve<bool>(
            failover_,
            [=, what = std::string{what}](SessionStore& redis) {
                return redis.charge(person, what, limit, window, now);
            },
            [=, what = std::string{what}](Failover& self) {
                return charge_row(self.database, person, what, limit, window, now);
            });
    }
    Task<Result<>> ping() override {
        return serve<void>(
            failover_, [](SessionStore& redis) { return redis.ping(); },
            [](Failover& self) { return ping_rows(self.database); });
    }

 private:
    FailoverPtr failover_;
};

}  // namespace

std::unique_ptr<SessionStore> make_failover_sessions(boost::asio::io_context& io, std::unique_ptr<SessionStore> redis,
                                                     Database& database, const Keys& keys,
                                                     std::function<void(bool on_sql)> on_switch, FailoverTimes times,
                                                     Clock now) {
    auto failover = std::make_shared<Failover>(io.get_executor(), std::move(redis), database, keys,
                                               std::move(on_switch), times, std::move(now));
    boost::asio::co_spawn(io, keep_watch(failover), boost::asio::detached);
    return std::make_unique<FailoverSessions>(std::move(failover));
}

}  // namespace sambung::store
