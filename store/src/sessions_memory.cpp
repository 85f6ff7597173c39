#include "sessions_record.h"
#include "store/sessions.h"

#include <chrono>
#include <string>
#include <unordered_map>
#include <utility>

namespace sambung::store {

namespace {

struct Remembered {
    std::uint64_t revision = 0;
    std::string body;
    std::string reply;
    EventRing events;
    TimePoint expires;
    std::optional<TimePoint> due;
    TimePoint leased_until;
};

struct Counter {
    TimePoint window;
    int used = 0;
};

// Nothing here waits, so no coroutine outlives the store.
class MemorySessions final : public SessionStore {
 public:
    explicit MemorySessions(Clock now) : now_(std::move(now)) {}

    Task<Result<SessionRecord>> load(PersonId person, EventId event) override {
        const Remembered session = find(person);
        co_return SessionRecord{session.revision, session.body, session.reply, session.events.holds(event)};
    }

    Task<Result<Committed>> commit(SessionWrite write) override {
        const auto fit = check(write);
        if (!fit) co_return std::unexpected(fit.error());
        Remembered session = find(write.person);
        if (session.events.holds(write.event)) co_return Committed::seen;
        if (session.revision != write.expected) co_return Committed::conflict;
        session.events.add(write.event);
        sessions_[write.person] = {.revision = write.revision,
                                   .body = std::move(write.body),
                                   .reply = std::move(write.reply),
                                   .events = std::move(session.events),
                                   .expires = now_() + write.ttl,
                                   .due = write.due,
                                   .leased_until = {}};
        co_return Committed::written;
    }

    Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) override {
        std::erase_if(sessions_, [at = now_()](const auto& entry) { return entry.second.expires <= at; });
        std::vector<PersonId> claimed;
        for (auto& [person, session] : sessions_) {
            if (std::ssize(claimed) >= most) break;
            if (!session.due || *session.due > now || session.leased_until > now) continue;
            session.leased_until = now + lease;
            claimed.push_back(person);
        }
        co_return claimed;
    }

    Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                              TimePoint now) override {
        const TimePoint start = window_start(now, window);
        Counter& counter = counters_[hex(person).append(what)];
        if (counter.window != start) counter = {.window = start, .used = 0};
        if (counter.used >= limit) co_return false;
        ++counter.used;
        co_return true;
    }

    Task<Result<>> ping() override { co_return Result<>{}; }

 private:
    Remembered find(PersonId person) const {
        const auto found = sessions_.find(person);
        if (found == sessions_.end() || found->second.expires <= now_()) return {};
        return found->second;
    }

    Clock now_;
    std::unordered_map<PersonId, Remembered> sessions_;
    std::unordered_map<std::string, Counter> counters_;
};

}  // namespace

TimePoint system_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

std::unique_ptr<SessionStore> make_memory_sessions(Clock now) {
    return std::make_unique<MemorySessions>(std::move(now));
}

}  // namespace sambung::store
