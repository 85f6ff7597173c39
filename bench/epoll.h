// Which descriptors can be read, with a time limit finer than a millisecond.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <sys/epoll.h>
#include <unistd.h>

namespace sambung::bench {

class Epoll {
 public:
    Epoll() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
    Epoll(const Epoll&) = delete;
    Epoll& operator=(const Epoll&) = delete;
    ~Epoll() { ::close(epoll_); }

    void watch(int descriptor, std::size_t name) const {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = name;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    }
    // Calls `each(name)` for what can be read, at the latest after `patience`.
    template <class Each>
    void wait(std::chrono::nanoseconds patience, Each each) {
        const auto left = std::max(patience, std::chrono::nanoseconds{0});
        const timespec timeout{.tv_sec = left.count() / 1'000'000'000, .tv_nsec = left.count() % 1'000'000'000};
        const int ready = ::epoll_pwait2(epoll_, events_.data(), static_cast<int>(events_.size()), &timeout, nullptr);
        for (int i = 0; i < ready; ++i) each(events_[static_cast<std::size_t>(i)].data.u64);
    }

 private:
    int epoll_;
    std::array<epoll_event, 256> events_{};
};

}  // namespace sambung::bench
