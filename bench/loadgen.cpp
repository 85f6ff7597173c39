#include "loadgen.h"

#include "epoll.h"
#include "line.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <random>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace sambung::bench {

namespace {

using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;

double seconds_of(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A connection, the caller on it, and the hop that it waits for.
struct Phone {
    Line line;
    std::optional<Caller> caller;
    Moment due;
    Moment sent;
    bool waits = false;
};

class Load {
 public:
    Load(const Plan& plan, const Walk& walk)
        : plan_(plan),
          walk_(walk),
          next_caller_(plan.first_caller),
          random_(plan.seed),
          gap_(std::max(plan.rate, 1.0)) {}

    Result<> dial_in() {
        for (std::size_t name = 0; name < plan_.connections; ++name) {
            Result<Line> line = Line::open(plan_.port);
            if (!line) return std::unexpected(line.error());
            epoll_.watch(line->descriptor(), name);
            phones_.push_back({.line = std::move(*line), .caller = std::nullopt, .due = {}, .sent = {}});
        }
        return {};
    }

    Figures run() {
        const double cpu_before = cpu_seconds();
        begin();
        while (!over(Clock::now())) {
            if (open_loop()) send_what_is_due(Clock::now());
            epoll_.wait(next_event() - Clock::now(), [this](std::size_t name) { hear(phones_[name], name); });
        }
        const double took = seconds_of(Clock::now() - started_);
        figures_.seconds = by_clock() ? seconds_of(ends_ - counts_from_) : took;
        figures_.cpu_share = (cpu_seconds() - cpu_before) / took;
        figures_.callers = next_caller_ - plan_.first_caller;
        figures_.unanswered = under_way_;
        figures_.unsent = waiting_.size();
        return std::move(figures_);
    }

 private:
    [[nodiscard]] bool open_loop() const { return plan_.rate > 0; }
    [[nodiscard]] bool by_clock() const { return plan_.dialogs == std::numeric_limits<std::uint64_t>::max(); }
    [[nodiscard]] bool counts(Moment moment) const { return moment >= counts_from_ && moment < ends_; }

    void begin() {
        started_ = Clock::now();
        counts_from_ = by_clock() ? started_ + plan_.warm_up : started_;
        ends_ = counts_from_ + (by_clock() ? plan_.window : plan_.dialogs_within);
        next_due_ = started_;
        for (std::size_t name = 0; name < phones_.size(); ++name) {
            if (open_loop())
                free_.push_back(name);
            else
                send_next(name, Clock::now());
        }
    }

    [[nodiscard]] bool over(Moment now) const {
        const bool nothing_left = under_way_ == 0 && waiting_.empty();
        return nothing_left ? now >= ends_ || !by_clock() : now >= ends_ + plan_.patience;
    }

    [[nodiscard]] Moment next_event() const {
        if (open_loop() && next_due_ < ends_) return next_due_;
        return Clock::now() < ends_ ? std::min(ends_, Clock::now() + std::chrono::seconds{1}) : ends_ + plan_.patience;
    }

    void send_what_is_due(Moment now) {
        for (; next_due_ <= now && next_due_ < ends_; next_due_ += after_a_gap()) {
            if (free_.empty()) {
                waiting_.push_back(next_due_);
                figures_.most_waiting = std::max<std::uint64_t>(figures_.most_waiting, waiting_.size());
            } else {
                const std::size_t name = free_.front();
                free_.pop_front();
                send(name, next_due_);
            }
        }
    }
    Clock::duration after_a_gap() {
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(gap_(random_)));
    }

    // A phone that has its answer goes on, or waits for the next hop that is due.
    void send_next(std::size_t name, Moment now) {
        if (!open_loop()) {
            if (now < ends_) send(name, now);
        } else if (waiting_.empty()) {
            free_.push_back(name);
        } else {
            const Moment due = waiting_.front();
            waiting_.pop_front();
            send(name, due);
        }
    }

    void send(std::size_t name, Moment due) {
        Phone& phone = phones_[name];
        if (!phone.caller && !new_caller(phone)) return;
        phone.due = due;
        phone.sent = Clock::now();
        phone.waits = true;
        ++under_way_;
        if (!phone.line.send(phone.caller->request())) lose(phone, name);
    }

    bool new_caller(Phone& phone) {
        const std::uint64_t started = next_caller_ - plan_.first_caller;
        if (started >= plan_.dialogs) return false;
        const Way& way = walk_.ways[next_caller_ % walk_.ways.size()];
        const std::size_t hops = plan_.leave_anywhere ? next_caller_ % way.size() + 1 : way.size();
        phone.caller.emplace(next_caller_++, way, hops);
        return true;
    }

    void hear(Phone& phone, std::size_t name) {
        switch (phone.line.listen()) {
            case Line::Heard::nothing_yet:
                return;
            case Line::Heard::gone:
                lose(phone, name);
                return;
            case Line::Heard::reply:
                break;
        }
        if (!phone.waits) {  // an answer that nobody asked for
            lose(phone, name);
            return;
        }
        phone.waits = false;
        --under_way_;
        const Moment now = Clock::now();
        judge(phone, now);
        send_next(name, now);
    }

    void judge(Phone& phone, Moment now) {
        const Reply& reply = phone.line.reply();
        const bool last = phone.caller->at_last_hop();
        if (counts(phone.due)) {
            figures_.latency.add(now - phone.due);
            figures_.service.add(now - phone.sent);
            if (last) figures_.last_hop.add(now - phone.due);
        }
        if (reply.status != 200) {
            ++figures_.not_200;
            phone.caller.reset();
        } else if (!phone.caller->is_answered_by(reply.body, plan_.proof)) {
            tell_wrong(*phone.caller, reply.body);
            phone.caller.reset();
        } else {
            right(phone, reply.body.size(), now);
        }
    }

    void right(Phone& phone, std::size_t bytes, Moment now) {
        ++figures_.answered_in_all;
        figures_.reply_bytes += bytes;
        if (counts(now)) ++figures_.answered;
        if (!phone.caller->at_last_hop()) {
            phone.caller->next_hop();
            return;
        }
        ++figures_.walked_in_all;
        if (counts(now)) ++figures_.walked;
        phone.caller.reset();
    }

    void tell_wrong(const Caller& caller, std::string_view body) {
        ++figures_.wrong;
        if (!figures_.first_wrong.empty()) return;
        figures_.first_wrong = "awaited:\n" + caller.awaited(plan_.proof) + "\ngot:\n" + std::string{body};
    }

    void lose(Phone& phone, std::size_t name) {
        ++figures_.broken;
        if (std::exchange(phone.waits, false)) --under_way_;
        phone.caller.reset();
        Result<Line> line = Line::open(plan_.port);
        if (!line) {
            ends_ = std::min(ends_, Clock::now());  // the server is gone: there is nothing more to measure
            return;
        }
        phone.line = std::move(*line);
        epoll_.watch(phone.line.descriptor(), name);
        send_next(name, Clock::now());
    }

    const Plan& plan_;
    const Walk& walk_;
    Epoll epoll_;
    std::vector<Phone> phones_;
    std::deque<std::size_t> free_;  // phones without a hop under way, the longest free one first
    std::deque<Moment> waiting_;    // hops due without a free phone
    std::uint64_t under_way_ = 0;
    std::uint64_t next_caller_;
    std::mt19937_64 random_;
    std::exponential_distribution<double> gap_;
    Moment started_;
    Moment counts_from_;
    Moment ends_;
    Moment next_due_;
    Figures figures_;
};

}  // namespace

Result<Figures> drive(const Plan& plan, const Walk& walk) {
    Load load(plan, walk);
    const Result<> ready = load.dial_in();
    if (!ready) return std::unexpected(ready.error());
    return load.run();
}

}  // namespace sambung::bench
