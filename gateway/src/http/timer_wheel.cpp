#include "http/timer_wheel.h"

#include <algorithm>

namespace sambung::gateway {

TimerWheel::TimerWheel(Executor executor, milliseconds tick) : tick_(tick), timer_(executor) {}

void TimerWheel::arm(Deadline& deadline, milliseconds after) {
    deadline.disarm();
    const auto whole_ticks = (after.count() + tick_.count() - 1) / tick_.count();
    // One more, as the current tick is partly over.
    deadline.due_ = now_ + static_cast<std::uint64_t>(std::max<std::int64_t>(whole_ticks, 0)) + 1;
    buckets_[deadline.due_ % bucket_count].push_back(deadline);
    if (ticking_) return;
    ticking_ = true;
    timer_.expires_after(tick_);
    wait_for_tick();
}

void TimerWheel::turn() {
    ++now_;
    Bucket waiting;  // apart, as on_deadline may arm into this bucket
    waiting.swap(buckets_[now_ % bucket_count]);
    while (!waiting.empty()) {
        Deadline& deadline = waiting.front();
        waiting.pop_front();
        if (deadline.due_ > now_) {
            buckets_[deadline.due_ % bucket_count].push_back(deadline);  // another round
        } else {
            deadline.on_deadline();
        }
    }
}

void TimerWheel::wait_for_tick() {
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;  // the wheel is gone
        turn();
        ticking_ = has_armed();
        if (!ticking_) return;
        timer_.expires_at(timer_.expiry() + tick_);  // from the last tick, so that a slow one does not shift all
        wait_for_tick();
    });
}

bool TimerWheel::has_armed() const {
    return std::ranges::any_of(buckets_, [](const Bucket& bucket) { return !bucket.empty(); });
}

}  // namespace sambung::gateway
