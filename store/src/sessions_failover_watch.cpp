// How the fail-over store follows the switch, gives Redis up, and finds back to it.
#include "redis_reply.h"
#include "sessions_failover.h"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

constexpr int page = 64;  // strays read, and deleted, at a time

Task<> reread_switch(FailoverPtr failover) {
    const auto asked = Failover::Steady::now();
    const Result<SwitchView> row = co_await read_switch(failover->database);
    if (row && !failover->ended()) failover->obey(*row, asked);
}

Task<> switch_over(FailoverPtr failover, SwitchView to) {
    if (failover->switching) co_return;
    failover->switching = true;
    const Result<> done = co_await set_switch(failover->database, to, failover->now());
    failover->switching = false;
    if (done && !failover->ended()) co_await reread_switch(failover);
}

EventId last_event(const EventRing& events) {
    EventId event;
    const std::string_view ring = events.bytes();
    const std::string_view last = ring.substr(ring.size() - std::min(ring.size(), short_key(event).size()));
    std::ranges::copy(last, event.bytes.begin());
    return event;
}

// True if SQL needs the stray no more: Redis has it now, or has a newer one, or it cannot be used.
Task<bool> copy_home(FailoverPtr failover, Stray stray) {
    const EventId event = last_event(stray.session.events);
    SessionRecord ours = open_session(failover->keys, stray.person, stray.session, event);
    const milliseconds left = stray.expires - failover->now();
    if (ours.body.empty() || left <= milliseconds{0}) co_return true;
    const Result<SessionRecord> theirs = co_await failover->redis->load(stray.person, event);
    if (!theirs || failover->ended()) co_return false;
    if (theirs->revision >= ours.revision) co_return true;
    const Result<Committed> copied = co_await failover->redis->commit({.person = stray.person,
                                                                       .expected = theirs->revision,
                                                                       .revision = ours.revision,
                                                                       .event = event,
                                                                       .body = std::move(ours.body),
                                                                       .reply = std::move(ours.reply),
                                                                       .ttl = left,
                                                                       .due = stray.due});
    co_return copied && *copied != Committed::conflict;
}

// True if all that was there at the beginning is in Redis now.
Task<bool> bring_all_home(FailoverPtr failover) {
    std::optional<PersonId> after;
    bool all = true;
    while (true) {
        const Result<std::vector<Stray>> strays = co_await list_strays(failover->database, after, page);
        if (!strays || failover->ended()) co_return false;
        if (strays->empty()) co_return all;
        std::vector<std::pair<PersonId, std::uint64_t>> copied;
        for (const Stray& stray : *strays) {
            const bool home = co_await copy_home(failover, stray);
            if (failover->ended()) co_return false;
            if (home) copied.emplace_back(stray.person, stray.session.revision);
        }
        all = all && copied.size() == strays->size();
        after = strays->back().person;
        const Result<> forgotten = co_await forget_strays(failover->database, std::move(copied));
        if (!forgotten || failover->ended()) co_return false;
        co_await look_at_switch(failover);
        if (failover->ended()) co_return false;
    }
}

Task<> probe(FailoverPtr failover) {
    failover->probed = Failover::Steady::now();
    const Result<> pong = co_await failover->redis->ping();
    if (failover->ended()) co_return;
    if (!pong) {
        co_await redis_failed(failover, pong.error());
        co_return;
    }
    failover->redis_answered();
    const bool all_home = co_await bring_all_home(failover);
    if (failover->ended()) co_return;
    if (all_home && failover->view.on_sql)
        co_await switch_over(failover, {.on_sql = false});
    else
        co_await reread_switch(failover);
}

}  // namespace

Failover::Failover(Executor io, std::unique_ptr<SessionStore> redis_sessions, Database& the_database,
                   const Keys& the_keys, std::function<void(bool)> when_switched, FailoverTimes the_times, Clock clock)
    : redis(std::move(redis_sessions)),
      database(the_database),
      keys(the_keys),
      on_switch(std::move(when_switched)),
      times(the_times),
      now(std::move(clock)),
      timer(io) {}

void Failover::end() {
    timer.cancel();
    redis.reset();
}

void Failover::note_stray() {
    strayed = Steady::now();
    view.strays = true;
}

void Failover::obey(SwitchView row, Steady::time_point asked) {
    const bool changed = row.on_sql != view.on_sql;
    view = {.on_sql = row.on_sql, .strays = row.strays || asked <= strayed};
    view_known = true;
    view_read = Steady::now();
    if (changed && on_switch) on_switch(view.on_sql);
}

Task<> look_at_switch(FailoverPtr failover) {
    if (failover->view_known && Failover::Steady::now() - failover->view_read < failover->times.reread_every) co_return;
    co_await reread_switch(failover);
}

Task<> redis_failed(FailoverPtr failover, Error error) {
    const auto now = Failover::Steady::now();
    if (!failover->failing_since) failover->failing_since = now;
    const bool enough = now - *failover->failing_since >= failover->times.give_up_after;
    if (!failover->view.on_sql && (enough || says_not_now(error))) co_await switch_over(failover, {.on_sql = true});
}

Task<> bring_home(FailoverPtr failover, PersonId person) {
    Result<std::optional<Stray>> stray = co_await find_stray(failover->database, person);
    if (!stray || !*stray || failover->ended()) co_return;
    const std::uint64_t revision = (*stray)->session.revision;
    const bool home = co_await copy_home(failover, std::move(**stray));
    if (!home || failover->ended()) co_return;
    const Result<> forgotten = co_await forget_strays(failover->database, {{person, revision}});
    static_cast<void>(forgotten);  // if not, the next probe finds it again
}

Task<> keep_watch(FailoverPtr failover) {
    while (!failover->ended()) {
        co_await look_at_switch(failover);
        if (failover->ended()) co_return;
        const bool to_do = failover->failing_since || failover->view.on_sql || failover->view.strays;
        const auto next_probe = failover->probed + failover->times.probe_every;
        if (to_do && Failover::Steady::now() >= next_probe) co_await probe(failover);
        if (failover->ended()) co_return;
        boost::system::error_code cancelled;
        failover->timer.expires_after(failover->times.reread_every);
        co_await failover->timer.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
}

}  // namespace sambung::store
