// Deadlines that may be late by a tick, for nearly nothing: one timer a shard instead of one a read. Everything on the
// shard's thread.
#pragma once

#include "model/time.h"
#include "store/task.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <array>
#include <cstdint>

namespace sambung::gateway {

class TimerWheel {
    using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

 public:
    // Something with a deadline. Disarmed when it or the wheel is destroyed.
    class Deadline : public Hook {
     public:
        Deadline() = default;
        Deadline(const Deadline&) = delete;
        Deadline& operator=(const Deadline&) = delete;

        void disarm() { unlink(); }
        [[nodiscard]] bool is_armed() const { return is_linked(); }

     protected:
        ~Deadline() = default;

     private:
        friend class TimerWheel;
        virtual void on_deadline() = 0;  // already disarmed; may arm itself again

        std::uint64_t due_ = 0;  // in turns of the wheel
    };

    // The timer runs only while something is armed, so it keeps no io_context alive by itself.
    explicit TimerWheel(Executor executor, milliseconds tick = seconds{1});

    // Calls on_deadline not before `after` has passed and at most one tick later. Replaces an earlier deadline.
    void arm(Deadline& deadline, milliseconds after);

    // One tick: what the timer does, and tests without it.
    void turn();

 private:
    using Bucket = boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>>;
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    void wait_for_tick();
    [[nodiscard]] bool has_armed() const;

    static constexpr std::size_t bucket_count = 128;  // two minutes of a second each; a later deadline goes round again
    std::array<Bucket, bucket_count> buckets_;
    std::uint64_t now_ = 0;
    milliseconds tick_;
    Timer timer_;
    bool ticking_ = false;
};

}  // namespace sambung::gateway
