// Sends what waits in the outbox: leased per channel, in order per person, urgent first, at the channel's pace; the
// provider's answer decides between done, later, elsewhere and never. Where no answer comes, by a crash or a connection
// that breaks, an ordinary message is left unknown rather than sent twice; an alarm goes again.
#pragma once

#include "carrier.h"
#include "channel.h"
#include "checkpoint.h"
#include "http/http_client.h"
#include "metrics.h"
#include "pace.h"
#include "send_budget.h"
#include "sink.h"
#include "store/case_store.h"
#include "task_group.h"
#include "turns.h"

#include <boost/asio/basic_waitable_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace sambung::gateway {

// How long to wait before the n-th further try: 5 s doubling to 15 min, and no more tries after 24. Pure.
[[nodiscard]] milliseconds backoff(int attempts);
inline constexpr int most_attempts = 24;

// What becomes of a message after the provider's answer; `fallback` is the channel that may carry it instead, if any.
// Pure.
[[nodiscard]] store::Settlement settle(const store::OutboxItem& item, const adapters::Sent& sent, TimePoint now,
                                       const std::string& fallback = {});

using Bell = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                               boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Of one sending channel, on one shard's thread only.
class Dispatcher {
 public:
    struct Parts {
        boost::asio::io_context& io;
        store::CaseStore& cases;
        const Channel& channel;
        HttpClient& client;
        Metrics& metrics;
        Sink* sink;  // null outside demo mode
        Clock clock;
        Checkpoint checkpoint;
        Carrier* carrier = nullptr;                   // null: by HTTP
        std::shared_ptr<const cases::Office> office;  // whose clock tells when it is quiet time, and the month
        QuietHours quiet{};
        SendLimits limits{};
    };
    explicit Dispatcher(Parts parts);

    // Another office from now on: its own numbers, its clock.
    void use_office(std::shared_ptr<const cases::Office> office);
    // Until `stop`: sends what is due, then waits to be woken, at most a second.
    Task<> run();
    void wake();
    void stop();
    // Begins what is due and has room, and awaits all that is under way. Returns how many were looked at.
    Task<std::size_t> send_due();

 private:
    Task<std::size_t> begin_due();
    [[nodiscard]] int places() const;  // for messages under way
    [[nodiscard]] int kept() const;    // of these, for urgent ones
    [[nodiscard]] bool may_send(TimePoint now);
    void one_is_over();
    Task<> send_one(store::OutboxItem item);
    [[nodiscard]] std::optional<store::Settlement> held_back(const store::OutboxItem& item,
                                                             const Result<Outbound>& message, TimePoint now);
    Task<adapters::Sent> send(const store::OutboxItem& item, Result<Outbound>& message);
    Task<adapters::Sent> hand_over(Outbound message);
    void note(const store::OutboxItem& item, const adapters::Sent& sent, const store::Settlement& settlement);
    Task<> keep(const store::Settlement& settlement, TimePoint now);
    [[nodiscard]] bool stays_here() const { return parts_.channel.config.sink && parts_.sink != nullptr; }
    void tell_health();
    void note_pause(bool paused, bool gone);

    Parts parts_;
    Bell bell_;
    TaskGroup sending_;
    int under_way_ = 0;
    Pace pace_;
    SendBudget budget_;
    std::set<std::string> duty_;  // the office's own numbers, which no budget holds back
    bool stopping_ = false;
    bool rung_ = false;
    TimePoint paused_until_{};  // the provider asked for a person to act
};

}  // namespace sambung::gateway
