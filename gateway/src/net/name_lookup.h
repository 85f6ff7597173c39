// A host's addresses, by the system's resolver. getaddrinfo cannot be interrupted, so a look-up that takes too long is
// left behind: whoever waits goes on, and the answer comes to nobody.
#pragma once

#include "model/error.h"
#include "store/task.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace sambung::gateway {

// A thread on which names are looked up apart from all others: an executor's own look-ups wait in one line, and a name
// server of a stranger that does not answer would stand before a provider's.
class LookupThread {
 public:
    LookupThread();
    LookupThread(const LookupThread&) = delete;
    LookupThread& operator=(const LookupThread&) = delete;
    ~LookupThread();  // waits for the one under way

    [[nodiscard]] Executor executor() { return io_.get_executor(); }

 private:
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_;
    std::thread thread_;
};

// One look-up. On its executor's thread.
class NameLookup : public std::enable_shared_from_this<NameLookup> {
 public:
    using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    explicit NameLookup(const Executor& executor) : NameLookup(executor, executor) {}
    // `apart`: of a LookupThread that ends before `executor` does.
    NameLookup(const Executor& executor, const Executor& apart)
        : resolver_(apart), gate_(executor, Timer::time_point::max()) {}

    // Once; an address needs no look-up. Errc::unavailable if the name is not known or `give_up` was called first.
    Task<Result<Endpoints>> find(std::string host, std::uint16_t port);
    // Also before `find`.
    void give_up();

 private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Executor> resolver_;
    Timer gate_;  // never expires; cancelled by the answer or by `give_up`
    bool given_up_ = false;
    Result<Endpoints> found_ = fail(Errc::unavailable, "name: no answer in time");
};

}  // namespace sambung::gateway
