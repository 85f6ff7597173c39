// Sessions in Redis. Keys, with the bucket (person mod 64) as hash tag, so that a person's keys and the timers of the
// bucket lie in one slot: <prefix>{bNN}:s:<person> the session, <prefix>{bNN}:tm the timers,
// <prefix>{bNN}:l:<person>:<what>:<window> a rate limit.
#include "redis_connection.h"
#include "redis_script.h"
#include "sessions_record.h"
#include "store/sessions.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace sambung::store {

namespace {

constexpr unsigned buckets = 64;

// What the coroutines hold: a store may be destroyed while they wait.
struct Shared {
    std::shared_ptr<RedisConnection> redis;
    Keys keys;
    std::string prefix;
    RedisScript commit = RedisScript::embedded("commit.lua");
    RedisScript claim = RedisScript::embedded("claim.lua");
    RedisScript keep_timer = RedisScript::embedded("keep_timer.lua");
    RedisScript charge = RedisScript::embedded("charge.lua");

    [[nodiscard]] std::string in_bucket(unsigned bucket, std::string_view rest) const {
        std::string key = prefix + "{b";
        key += static_cast<char>('0' + bucket / 10);
        key += static_cast<char>('0' + bucket % 10);
        return key.append("}:").append(rest);
    }
    [[nodiscard]] std::string session_key(PersonId person) const {
        return in_bucket(person.value % buckets, "s:" + hex(person));
    }
    [[nodiscard]] std::string timers_key(unsigned bucket) const { return in_bucket(bucket, "tm"); }
};
using SharedPtr = std::shared_ptr<const Shared>;

template <class Number>
bool read(std::string_view digits, Number& value, int base = 10) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    return error == std::errc{} && end == digits.data() + digits.size();
}

Result<StoredSession> stored_session(const RedisReply& fields) {
    StoredSession stored;
    for (std::size_t at = 0; at + 1 < fields.elements.size(); at += 2) {
        const std::string& name = fields.elements[at].text;
        const std::string& value = fields.elements[at + 1].text;
        if (name == "r" && !read(value, stored.revision))
            return fail(Errc::internal, "redis: a session's revision is no number");
        if (name == "b") stored.sealed = value;
        if (name == "e") stored.events = EventRing{value};
    }
    return stored;
}

Task<Result<SessionRecord>> load_from(SharedPtr shared, PersonId person, EventId event) {
    Result<RedisReply> answer = co_await shared->redis->ask({"HGETALL", shared->session_key(person)});
    answer = granted(std::move(answer));
    if (!answer) co_return std::unexpected(answer.error());
    const auto stored = stored_session(*answer);
    if (!stored) co_return std::unexpected(stored.error());
    co_return open_session(shared->keys, person, *stored, event);
}

Result<Committed> committed(const Result<RedisReply>& answer) {
    if (!answer) return std::unexpected(answer.error());
    switch (answer->integer) {
        case 0:
            return Committed::written;
        case 1:
            return Committed::seen;
        case 2:
            return Committed::conflict;
        default:
            return fail(Errc::internal, "redis: the commit script gave an unknown number");
    }
}

Task<Result<Committed>> commit_to(SharedPtr shared, SessionWrite write) {
    const auto fit = check(write);
    if (!fit) co_return std::unexpected(fit.error());
    const std::string session = shared->session_key(write.person);
    const std::string timers = shared->timers_key(write.person.value % buckets);
    const std::string sealed = seal_session(shared->keys, write.person, write.revision, write.body, write.reply);
    const std::string expected = std::to_string(write.expected);
    const std::string revision = std::to_string(write.revision);
    const std::string ttl = std::to_string(write.ttl.count());
    const std::string person = hex(write.person);
    const std::string due = write.due ? std::to_string(to_millis(*write.due)) : std::string{};
    const Result<RedisReply> answer = co_await run(
        shared->redis, {.script_text = shared->commit.text,
                        .script_digest = shared->commit.digest,
                        .keys = {session, timers},
                        .arguments = {expected, revision, sealed, short_key(write.event), ttl, person, due}});
    co_return committed(answer);
}

// Buckets with something due, in one round trip.
Task<Result<std::vector<unsigned>>> due_buckets(SharedPtr shared, unsigned first, TimePoint now) {
    const std::string until = std::to_string(to_millis(now));
    std::vector<RedisCommand> peeks;
    for (unsigned at = 0; at < buckets; ++at)
        peeks.push_back(
            {"ZRANGEBYSCORE", shared->timers_key((first + at) % buckets), "-inf", until, "LIMIT", "0", "1"});
    std::vector<Result<RedisReply>> answers = co_await shared->redis->ask_all(std::move(peeks));
    std::vector<unsigned> due;
    for (unsigned at = 0; at < buckets; ++at) {
        const auto answer = granted(std::move(answers[at]));
        if (!answer) co_return std::unexpected(answer.error());
        if (!answer->elements.empty()) due.push_back((first + at) % buckets);
    }
    co_return due;
}

// Leases what is due in one bucket, and leaves out persons whose session has expired.
Task<Result<std::vector<PersonId>>> claim_bucket(SharedPtr shared, unsigned bucket, TimePoint now, milliseconds lease,
                                                 std::size_t most) {
    const std::string timers = shared->timers_key(bucket);
    const std::string until = std::to_string(to_millis(now));
    const std::string leased_until = std::to_string(to_millis(now + lease));
    const std::string limit = std::to_string(most);
    const Result<RedisReply> claimed = co_await run(shared->redis, {.script_text = shared->claim.text,
                                                                    .script_digest = shared->claim.digest,
                                                                    .keys = {timers},
                                                                    .arguments = {until, leased_until, limit}});
    if (!claimed) co_return std::unexpected(claimed.error());
    std::vector<PersonId> persons;
    for (const RedisReply& element : claimed->elements) {
        PersonId person;
        if (!read(element.text, person.value, 16)) continue;
        const std::string session = shared->session_key(person);
        const Result<RedisReply> kept = co_await run(shared->redis, {.script_text = shared->keep_timer.text,
                                                                     .script_digest = shared->keep_timer.digest,
                                                                     .keys = {session, timers},
                                                                     .arguments = {element.text}});
        if (!kept) co_return std::unexpected(kept.error());
        if (kept->integer == 1) persons.push_back(person);
    }
    co_return persons;
}

Task<Result<std::vector<PersonId>>> claim_from(SharedPtr shared, unsigned first, TimePoint now, milliseconds lease,
                                               int most) {
    std::vector<PersonId> claimed;
    const auto limit = static_cast<std::size_t>(std::max(most, 0));
    const Result<std::vector<unsigned>> due = co_await due_buckets(shared, first, now);
    if (!due) co_return std::unexpected(due.error());
    for (unsigned bucket : *due) {
        if (claimed.size() >= limit) break;
        const Result<std::vector<PersonId>> more =
            co_await claim_bucket(shared, bucket, now, lease, limit - claimed.size());
        // What was claimed before the failure is leased to this caller: hand it over rather than let it wait for its
        // lease.
        if (!more && claimed.empty()) co_return std::unexpected(more.error());
        if (!more) break;
        claimed.insert(claimed.end(), more->begin(), more->end());
    }
    co_return claimed;
}

Task<Result<bool>> charge_on(SharedPtr shared, PersonId person, std::string what, int limit, seconds window,
                             TimePoint now) {
    const std::string start = std::to_string(to_millis(window_start(now, window)));
    const std::string key = shared->in_bucket(person.value % buckets, "l:" + hex(person) + ":" + what + ":" + start);
    const std::string length = std::to_string(milliseconds{window}.count());
    const Result<RedisReply> used = co_await run(shared->redis, {.script_text = shared->charge.text,
                                                                 .script_digest = shared->charge.digest,
                                                                 .keys = {key},
                                                                 .arguments = {length}});
    if (!used) co_return std::unexpected(used.error());
    co_return used->integer <= limit;
}

// A real write: PING is answered by a full server and by a replica, too.
Task<Result<>> ping_of(SharedPtr shared) {
    Result<RedisReply> answer = co_await shared->redis->ask({"SET", shared->prefix + "ping", "1", "PX", "10000"});
    answer = granted(std::move(answer));
    if (!answer) co_return std::unexpected(answer.error());
    co_return Result<>{};
}

class RedisSessions final : public SessionStore {
 public:
    explicit RedisSessions(std::shared_ptr<const Shared> shared) : shared_(std::move(shared)) {}
    ~RedisSessions() override { shared_->redis->close(); }

    Task<Result<SessionRecord>> load(PersonId person, EventId event) override {
        return load_from(shared_, person, event);
    }
    Task<Result<Committed>> commit(SessionWrite write) override { return commit_to(shared_, std::move(write)); }
    Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) override {
        first_bucket_ = (first_bucket_ + 1) % buckets;  // so that under a backlog every bucket has its turn
        return claim_from(shared_, first_bucket_, now, lease, most);
    }
    Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                              TimePoint now) override {
        return charge_on(shared_, person, std::string{what}, limit, window, now);
    }
    Task<Result<>> ping() override { return ping_of(shared_); }

 private:
    SharedPtr shared_;
    unsigned first_bucket_ = 0;
};

}  // namespace

Result<std::unique_ptr<SessionStore>> make_redis_sessions(boost::asio::io_context& io, const Keys& keys,
                                                          RedisOptions options) {
    auto target = parse_redis_url(options.url);
    if (!target) return std::unexpected(target.error());
    auto redis = RedisConnection::open(io, std::move(*target),
                                       {.answer = options.command_timeout, .reconnect = options.reconnect_after});
    auto shared =
        std::make_shared<Shared>(Shared{.redis = std::move(redis), .keys = keys, .prefix = std::move(options.prefix)});
    return std::make_unique<RedisSessions>(std::move(shared));
}

}  // namespace sambung::store
