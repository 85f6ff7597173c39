// Connections of ours that are kept for the next call, and no more than so many to one origin. On the shard's thread.
#pragma once

#include "http/call_clock.h"
#include "http/client_link.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>

namespace sambung::gateway {

class LinkPool : public std::enable_shared_from_this<LinkPool> {
 public:
    using MakeLink = std::function<std::unique_ptr<ClientLink>(const Origin& origin)>;

    // `most` connections to an origin at once; a kept one is closed after `idle_time`.
    LinkPool(Executor executor, TimerWheel& wheel, MakeLink make, std::size_t most, milliseconds idle_time);

    // A place at an origin and the connection in it, for one call. Frees the place when it goes, and closes the
    // connection unless it was given back.
    class Lease {
     public:
        Lease(std::shared_ptr<LinkPool> pool, Origin origin, std::unique_ptr<ClientLink> link, bool kept);
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        [[nodiscard]] ClientLink& link() { return *link_; }
        // True if the connection is open already, from a call before.
        [[nodiscard]] bool is_kept() const { return kept_; }
        void give_back();

     private:
        std::shared_ptr<LinkPool> pool_;
        Origin origin_;
        std::unique_ptr<ClientLink> link_;
        bool kept_;
    };

    // Waits in line for a place. Errc::unavailable if the clock is over first. `clock` outlives the task.
    [[nodiscard]] Task<Result<Lease>> borrow(Origin origin, CallClock& clock);

 private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    struct Kept final : TimerWheel::Deadline {
        Kept(LinkPool& in, Origin to, std::unique_ptr<ClientLink> open)
            : pool(in), origin(std::move(to)), link(std::move(open)) {}
        void on_deadline() override { pool.drop(*this); }

        LinkPool& pool;
        Origin origin;
        std::unique_ptr<ClientLink> link;
    };
    using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
    struct Waiter : Hook {  // leaves the line by itself when its call ends
        explicit Waiter(Executor executor) : gate(executor, Timer::time_point::max()) {}

        Timer gate;  // never expires; cancelled when there is a place, or the time is over
        bool has_place = false;
    };
    struct Host {
        std::list<Kept> kept;
        boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>> waiting;
        std::size_t places = 0;  // taken by calls
    };

    [[nodiscard]] Lease lease(const Origin& origin);
    void keep(const Origin& origin, std::unique_ptr<ClientLink> link);
    void free_place(const Origin& origin);
    void drop(Kept& kept);

    Executor executor_;
    TimerWheel& wheel_;
    MakeLink make_;
    std::size_t most_;
    milliseconds idle_time_;
    std::map<Origin, Host> hosts_;
};

}  // namespace sambung::gateway
