#include "http/link_pool.h"

#include <boost/asio/as_tuple.hpp>

#include <utility>

namespace sambung::gateway {

namespace {
constexpr auto use_tuple = boost::asio::as_tuple(use_task);
}

LinkPool::LinkPool(Executor executor, TimerWheel& wheel, MakeLink make, std::size_t most, milliseconds idle_time)
    : executor_(executor), wheel_(wheel), make_(std::move(make)), most_(most), idle_time_(idle_time) {}

LinkPool::Lease::Lease(std::shared_ptr<LinkPool> pool, Origin origin, std::unique_ptr<ClientLink> link, bool kept)
    : pool_(std::move(pool)), origin_(std::move(origin)), link_(std::move(link)), kept_(kept) {}

LinkPool::Lease::~Lease() {
    if (pool_) pool_->free_place(origin_);
}

void LinkPool::Lease::give_back() { pool_->keep(origin_, std::move(link_)); }

Task<Result<LinkPool::Lease>> LinkPool::borrow(Origin origin, CallClock& clock) {
    Host& host = hosts_[origin];
    if (host.places < most_) {
        ++host.places;
        co_return lease(origin);
    }
    Waiter waiter{executor_};
    host.waiting.push_back(waiter);
    clock.wakes([&waiter] { waiter.gate.cancel(); });
    co_await waiter.gate.async_wait(use_tuple);
    clock.wakes_nobody();
    if (waiter.has_place) co_return lease(origin);
    co_return fail(Errc::unavailable, "no free connection in time");
}

// The place is taken already. The connection used last is the least likely to be closed by now.
LinkPool::Lease LinkPool::lease(const Origin& origin) {
    Host& host = hosts_[origin];
    while (!host.kept.empty()) {
        std::unique_ptr<ClientLink> link = std::move(host.kept.back().link);
        host.kept.pop_back();
        if (link->is_quiet()) return {shared_from_this(), origin, std::move(link), /*kept=*/true};
    }
    return {shared_from_this(), origin, make_(origin), /*kept=*/false};
}

void LinkPool::keep(const Origin& origin, std::unique_ptr<ClientLink> link) {
    Kept& kept = hosts_[origin].kept.emplace_back(*this, origin, std::move(link));
    wheel_.arm(kept, idle_time_);
}

void LinkPool::free_place(const Origin& origin) {
    const auto found = hosts_.find(origin);
    Host& host = found->second;
    if (!host.waiting.empty()) {
        Waiter& next = host.waiting.front();  // gets the place as it is
        host.waiting.pop_front();
        next.has_place = true;
        next.gate.cancel();
        return;
    }
    --host.places;
    if (host.places == 0 && host.kept.empty()) hosts_.erase(found);
}

void LinkPool::drop(Kept& kept) {
    const auto found = hosts_.find(kept.origin);
    Host& host = found->second;
    host.kept.remove_if([&kept](const Kept& other) { return &other == &kept; });
    if (host.places == 0 && host.kept.empty()) hosts_.erase(found);
}

}  // namespace sambung::gateway
